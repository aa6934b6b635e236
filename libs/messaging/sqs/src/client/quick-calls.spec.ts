import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ListQueuesCommand, ReceiveMessageCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { QuickCalls } from './quick-calls';
import { RetryBudget } from './retry-budget';

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

  const open = (endpoint?: string, requestTimeoutMilliseconds = 5_000, retries = new RetryBudget()): QuickCalls => {
    const quick = new QuickCalls({
      region: 'eu-west-1',
      endpoint,
      connectionTimeoutMilliseconds: 1_000,
      requestTimeoutMilliseconds,
      maxSockets: 4,
      credentials: async () => ({ accessKeyId: 'id', secretAccessKey: 'secret' }),
      retries,
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

  it.each(['ExpiredTokenException', 'SignatureDoesNotMatch', 'AccessDenied'])(
    'leaves a call that is refused with %s to the SDK, which corrects our clock',
    async (code) => {
      const endpoint = await serve((_request, response) =>
        response.writeHead(403).end(JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message: 'no' })),
      );

      expect(await open(endpoint).answer(receive())).toBeUndefined();
    },
  );

  it('throws an error of the service as the SDK does: its code is the name', async () => {
    let requests = 0;
    const endpoint = await serve((_request, response) => {
      requests += 1;
      response.writeHead(400, { 'x-amzn-requestid': 'r-1' });
      response.end(JSON.stringify({ __type: 'com.amazonaws.sqs#OverLimit', message: 'too many in flight' }));
    });

    await expect(open(endpoint).answer(receive())).rejects.toMatchObject({
      name: 'OverLimit',
      message: 'too many in flight',
      $metadata: { httpStatusCode: 400, requestId: 'r-1' },
    });
    expect(requests).toBe(1);
  });

  it('throws when an answer is no JSON', async () => {
    const endpoint = await serve((_request, response) => response.end('<html>'));

    await expect(open(endpoint).answer(receive())).rejects.toThrow(SyntaxError);
  });

  it('makes a call whose connection broke once more, while the budget lasts', async () => {
    let requests = 0;
    const endpoint = await serve((request, response) => {
      requests += 1;
      if (requests % 2 === 1) request.socket.destroy();
      else response.end('{}');
    });

    expect(await open(endpoint).answer(receive())).toEqual({});
    expect(requests).toBe(2);
  });

  it('makes at most ten calls once more while all connections break', async () => {
    let requests = 0;
    const endpoint = await serve((request) => {
      requests += 1;
      request.socket.destroy();
    });
    const quick = open(endpoint);
    for (let call = 0; call < 30; call += 1) {
      await expect(quick.answer(receive())).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    }

    expect(requests).toBe(30 + 10);
  });

  it('does not make a call again that got no answer in time: it may have had its effect', async () => {
    let requests = 0;
    const endpoint = await serve(() => (requests += 1));

    await expect(open(endpoint, 50).answer(receive())).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'SQS did not answer ReceiveMessage within 0.05 s; it may have done it all the same.',
    });
    expect(requests).toBe(1);
  });

  it('waits longer after a call that got no answer in time, so that a slow service can answer', async () => {
    let requests = 0;
    let release = (): void => undefined;
    const endpoint = await serve((_request, response) => {
      requests += 1;
      if (requests === 3) release = () => response.end('{}');
    });
    const quick = open(endpoint, 50);
    const waited: number[] = [];
    for (let call = 0; call < 2; call += 1) {
      const error = await quick.answer(receive()).catch((thrown: unknown) => thrown);
      waited.push(Number(/within ([\d.]+) s/.exec((error as Error).message)?.[1]));
    }
    const third = quick.answer(receive());
    while (requests < 3) await new Promise((resolve) => setImmediate(resolve));
    release();

    expect(waited).toEqual([0.05, 0.1]);
    expect(await third).toEqual({});
  });

  it('throws when the service is not there', async () => {
    await expect(open('http://127.0.0.1:65535').answer(receive())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
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
