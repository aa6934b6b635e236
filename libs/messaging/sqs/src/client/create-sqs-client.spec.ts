import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListQueuesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { createSqsClient, PUBLISHING_CLIENT } from './create-sqs-client';

describe('createSqsClient', () => {
  const servers: Server[] = [];

  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  beforeAll(() => {
    process.env['AWS_ACCESS_KEY_ID'] ??= 'test';
    process.env['AWS_SECRET_ACCESS_KEY'] ??= 'test';
  });

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('calls the endpoint that is set, whatever host the URL of the queue names', async () => {
    const requests: IncomingMessage[] = [];
    const endpoint = await serve((request, response) => {
      requests.push(request);
      response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}');
    });
    const client = createSqsClient({ region: 'eu-west-1', endpoint, ...PUBLISHING_CLIENT });
    await client.send(new ReceiveMessageCommand({ QueueUrl: 'http://sqs.eu-west-1.invalid/000000000000/sales' }));
    client.destroy();

    expect(requests).toHaveLength(1);
  });

  it('gives up a call that is not answered in time', async () => {
    const endpoint = await serve(() => undefined);
    const tuning = { ...PUBLISHING_CLIENT, maxAttempts: 1, requestTimeoutMilliseconds: 50 };
    const client = createSqsClient({ region: 'eu-west-1', endpoint, ...tuning });

    await expect(client.send(new ListQueuesCommand({}))).rejects.toMatchObject({ name: 'TimeoutError' });
    client.destroy();
  });

  it('keeps connections open for the next call', async () => {
    const sockets = new Set<unknown>();
    const endpoint = await serve((request, response) => {
      sockets.add(request.socket);
      response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}');
    });
    const client = createSqsClient({ region: 'eu-west-1', endpoint, ...PUBLISHING_CLIENT });
    for (let call = 0; call < 3; call += 1) await client.send(new ListQueuesCommand({}));
    client.destroy();

    expect(sockets.size).toBe(1);
  });
});
