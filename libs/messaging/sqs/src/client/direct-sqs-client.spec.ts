import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { openTransport } from '../testing/open-transport';
import type { DirectSqsClientDeps } from './direct-sqs-client';
import type { SqsTransport } from './sqs-transport';

const MESSAGES = { Messages: [{ MessageId: 'm', ReceiptHandle: 'r', Body: '{"a":"ä"}' }] };

describe('DirectSqsClient', () => {
  const servers: Server[] = [];
  const opened: SqsTransport[] = [];

  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  const open = (endpoint: string | undefined, deps: Partial<DirectSqsClientDeps> = {}): SqsTransport => {
    const clock = { now: () => new Date('2026-11-22T10:15:30Z') };
    const transport = openTransport('http://127.0.0.1:1', { endpoint, clock, ...deps });
    opened.push(transport);
    return transport;
  };

  afterEach(() => {
    for (const transport of opened.splice(0)) transport.close();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  const receive = (
    transport: SqsTransport,
    QueueUrl = 'http://sqs.invalid/000000000000/orders',
    signal?: AbortSignal,
  ) => transport.send('ReceiveMessage', { QueueUrl }, signal);

  it('sends the input in the JSON protocol, and returns the result', async () => {
    const seen: { request: IncomingMessage; body: string }[] = [];
    const endpoint = await serve((request, response) => {
      void text(request).then((body) => {
        seen.push({ request, body });
        response.end(JSON.stringify(MESSAGES));
      });
    });
    const answer = await receive(open(endpoint));

    expect(answer).toEqual(MESSAGES);
    expect(seen).toHaveLength(1);
    expect(JSON.parse(seen[0]!.body)).toEqual({ QueueUrl: 'http://sqs.invalid/000000000000/orders' });
    expect(seen[0]!.request).toMatchObject({
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AmazonSQS.ReceiveMessage',
        'x-amz-date': '20261122T101530Z',
        authorization: expect.stringContaining('Credential=test/20261122/eu-central-1/sqs/aws4_request') as string,
      },
    });
  });

  it('calls the host of the queue if no endpoint is set', async () => {
    const endpoint = await serve((_request, response) => response.end('{}'));

    expect(await receive(open(undefined), `${endpoint}/000000000000/orders`)).toEqual({});
  });

  it('corrects its clock by the response when SQS refuses the signature, and repeats the call', async () => {
    const dates: (string | string[] | undefined)[] = [];
    const endpoint = await serve((request, response) => {
      dates.push(request.headers['x-amz-date']);
      response.setHeader('date', 'Sun, 22 Nov 2026 12:00:00 GMT');
      if (dates.length > 1) response.end('{}');
      else response.writeHead(403).end(JSON.stringify({ __type: 'com.amazonaws.sqs#SignatureDoesNotMatch' }));
    });
    const transport = open(endpoint);
    await receive(transport);
    await receive(transport);

    expect(dates).toEqual(['20261122T101530Z', '20261122T120000Z', '20261122T120000Z']);
  });

  it.each(['ExpiredTokenException', 'SignatureDoesNotMatch', 'AccessDenied'])(
    'does not repeat a call that SQS refuses with %s while clock and credentials are right',
    async (code) => {
      let requests = 0;
      const endpoint = await serve((_request, response) => {
        requests += 1;
        response.setHeader('date', 'Sun, 22 Nov 2026 10:19:00 GMT').writeHead(403);
        response.end(JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message: 'no' }));
      });

      await expect(receive(open(endpoint))).rejects.toMatchObject({ name: code });
      expect(requests).toBe(1);
    },
  );

  it('throws an error with the code of the service as its name', async () => {
    let requests = 0;
    const endpoint = await serve((_request, response) => {
      requests += 1;
      response.writeHead(400, { 'x-amzn-requestid': 'r-1' });
      response.end(JSON.stringify({ __type: 'com.amazonaws.sqs#OverLimit', message: 'too many in flight' }));
    });

    await expect(receive(open(endpoint))).rejects.toMatchObject({
      name: 'OverLimit',
      message: 'too many in flight',
      $metadata: { httpStatusCode: 400, requestId: 'r-1' },
    });
    expect(requests).toBe(1);
  });

  it('throws if a response is not JSON', async () => {
    const endpoint = await serve((_request, response) => response.end('<html>'));

    await expect(receive(open(endpoint))).rejects.toThrow(SyntaxError);
  });

  it('repeats a call once after a broken connection', async () => {
    let requests = 0;
    const endpoint = await serve((request, response) => {
      requests += 1;
      if (requests % 2 === 1) request.socket.destroy();
      else response.end('{}');
    });

    expect(await receive(open(endpoint))).toEqual({});
    expect(requests).toBe(2);
  });

  it('repeats ten calls at most while all connections break', async () => {
    let requests = 0;
    const endpoint = await serve((request) => {
      requests += 1;
      request.socket.destroy();
    });
    const transport = open(endpoint);
    for (let call = 0; call < 30; call += 1) {
      await expect(receive(transport)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    }

    expect(requests).toBe(30 + 10);
  });

  it('does not repeat a call that timed out: SQS may have processed it', async () => {
    let requests = 0;
    const endpoint = await serve(() => (requests += 1));

    await expect(receive(open(endpoint, { requestTimeoutMilliseconds: 50 }))).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'SQS did not answer ReceiveMessage within 0.05 s; it may have done it all the same.',
    });
    expect(requests).toBe(1);
  });

  it('doubles the timeout after a call that timed out, so that a slow service can respond', async () => {
    let requests = 0;
    let release = (): void => undefined;
    const endpoint = await serve((_request, response) => {
      requests += 1;
      if (requests === 3) release = () => response.end('{}');
    });
    const transport = open(endpoint, { requestTimeoutMilliseconds: 50 });
    const waited: number[] = [];
    for (let call = 0; call < 2; call += 1) {
      const error = await receive(transport).catch((thrown: unknown) => thrown);
      waited.push(Number(/within ([\d.]+) s/.exec((error as Error).message)?.[1]));
    }
    const third = receive(transport);
    while (requests < 3) await new Promise((resolve) => setImmediate(resolve));
    release();

    expect(waited).toEqual([0.05, 0.1]);
    expect(await third).toEqual({});
  });

  it('throws if nothing listens at the address', async () => {
    await expect(receive(open('http://127.0.0.1:65535'))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  describe('management calls', () => {
    const urlOf = (transport: SqsTransport) => transport.send('GetQueueUrl', { QueueName: 'orders' });

    const failing = async (failures: number, status = 500) => {
      const server = { requests: 0, endpoint: '' };
      server.endpoint = await serve((_request, response) => {
        server.requests += 1;
        if (server.requests > failures) response.end('{}');
        else response.writeHead(status).end(JSON.stringify({ __type: 'com.amazonaws.sqs#InternalFailure' }));
      });
      return server;
    };

    it('go to the host of any queue if no endpoint is set', async () => {
      const server = await failing(0);

      expect(await urlOf(open(undefined, { anyQueueUrl: `${server.endpoint}/000000000000/shipments` }))).toEqual({});
    });

    it('are repeated once after a failure of the server', async () => {
      const server = await failing(1);

      await expect(urlOf(open(server.endpoint))).resolves.toEqual({});
      expect(server.requests).toBe(2);
    });

    it('are repeated ten times at most while every call fails', async () => {
      const server = await failing(Infinity);
      const transport = open(server.endpoint);
      for (let call = 0; call < 15; call += 1) await expect(urlOf(transport)).rejects.toThrow();

      expect(server.requests).toBe(15 + 10);
    });

    it('are not repeated after a refusal', async () => {
      const server = await failing(1, 400);

      await expect(urlOf(open(server.endpoint))).rejects.toThrow();
      expect(server.requests).toBe(1);
    });

    it('are not repeated after a timeout', async () => {
      let requests = 0;
      const endpoint = await serve(() => (requests += 1));

      await expect(urlOf(open(endpoint, { requestTimeoutMilliseconds: 50 }))).rejects.toMatchObject({
        name: 'TimeoutError',
      });
      expect(requests).toBe(1);
    });
  });

  it('does not repeat a call that carries messages after a failure of the server', async () => {
    let requests = 0;
    const endpoint = await serve((_request, response) => {
      requests += 1;
      response.writeHead(500).end('{}');
    });

    await expect(receive(open(endpoint))).rejects.toMatchObject({ name: 'Http500' });
    expect(requests).toBe(1);
  });

  it('keeps connections open for the next call', async () => {
    const sockets = new Set<unknown>();
    const endpoint = await serve((request, response) => {
      sockets.add(request.socket);
      response.end('{}');
    });
    const transport = open(endpoint);
    for (let call = 0; call < 10; call += 1) await receive(transport);

    // undici may open a second one before it returns the first to its pool.
    expect(sockets.size).toBeLessThanOrEqual(2);
  });

  it('throws and does not repeat the call when the caller aborts it', async () => {
    const endpoint = await serve(() => caller.abort());
    const caller = new AbortController();

    await expect(receive(open(endpoint), undefined, caller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
