import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ListQueuesCommand, ReceiveMessageCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { QuickCalls } from './quick-calls';

const MESSAGES = { Messages: [{ MessageId: 'm', ReceiptHandle: 'r', Body: '{"a":"ä"}' }] };

describe('QuickCalls', () => {
  const servers: Server[] = [];
  const opened: QuickCalls[] = [];

  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  const open = (endpoint?: string, requestTimeoutMilliseconds = 5_000): QuickCalls => {
    const quick = new QuickCalls({
      region: 'eu-west-1',
      endpoint,
      connectionTimeoutMilliseconds: 1_000,
      requestTimeoutMilliseconds,
      maxSockets: 4,
      credentials: async () => ({ accessKeyId: 'id', secretAccessKey: 'secret' }),
      now: () => new Date('2026-11-22T10:15:30Z'),
    });
    opened.push(quick);
    return quick;
  };

  afterEach(() => {
    for (const quick of opened.splice(0)) quick.close();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  const receive = (QueueUrl = 'http://sqs.invalid/000000000000/sales') => new ReceiveMessageCommand({ QueueUrl });

  it('sends the input of the command in the JSON protocol, and answers what the service answers', async () => {
    const seen: { request: IncomingMessage; body: string }[] = [];
    const endpoint = await serve((request, response) => {
      void text(request).then((body) => {
        seen.push({ request, body });
        response.end(JSON.stringify(MESSAGES));
      });
    });
    const answer = await open(endpoint).answer(receive());

    expect(answer).toEqual(MESSAGES);
    expect(seen).toHaveLength(1);
    expect(JSON.parse(seen[0]!.body)).toEqual({ QueueUrl: 'http://sqs.invalid/000000000000/sales' });
    expect(seen[0]!.request).toMatchObject({
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AmazonSQS.ReceiveMessage',
        'x-amz-date': '20261122T101530Z',
        authorization: expect.stringContaining('Credential=id/20261122/eu-west-1/sqs/aws4_request') as string,
      },
    });
  });

  it('calls the host of the queue where no endpoint is set', async () => {
    const endpoint = await serve((_request, response) => response.end('{}'));

    expect(await open().answer(receive(`${endpoint}/000000000000/sales`))).toEqual({});
  });

  it.each([
    [
      'an error of the service',
      (_: IncomingMessage, response: Parameters<RequestListener>[1]) => response.writeHead(400).end('{}'),
    ],
    [
      'an answer that is no JSON',
      (_: IncomingMessage, response: Parameters<RequestListener>[1]) => response.end('<html>'),
    ],
    ['a connection that breaks', (request: IncomingMessage) => request.socket.destroy()],
    ['no answer in time', () => undefined],
  ])('leaves %s to the SDK', async (_, listener) => {
    const endpoint = await serve(listener);

    expect(await open(endpoint, 50).answer(receive())).toBeUndefined();
  });

  it('leaves a service that is not there to the SDK', async () => {
    expect(await open('http://127.0.0.1:65535').answer(receive())).toBeUndefined();
  });

  it.each([
    ['calls that are made now and then', new ListQueuesCommand({})],
    [
      'attributes that a message carries',
      new SendMessageBatchCommand({
        QueueUrl: 'http://sqs.invalid/0/sales',
        Entries: [
          {
            Id: '1',
            MessageBody: '{}',
            MessageAttributes: { a: { DataType: 'Binary', BinaryValue: new Uint8Array(1) } },
          },
        ],
      }),
    ],
    [
      'attributes that are asked for',
      new ReceiveMessageCommand({ QueueUrl: 'http://sqs.invalid/0/sales', MessageAttributeNames: ['All'] }),
    ],
  ])('leaves %s to the SDK, without a request', async (_, command) => {
    let requests = 0;
    const endpoint = await serve((_request, response) => {
      requests += 1;
      response.end('{}');
    });

    expect(await open(endpoint).answer(command)).toBeUndefined();
    expect(requests).toBe(0);
  });

  it('throws when the caller ends the call: nobody is to make it again', async () => {
    const endpoint = await serve(() => caller.abort());
    const caller = new AbortController();

    await expect(open(endpoint).answer(receive(), caller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
