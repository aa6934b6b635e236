import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../infrastructure/temporary-folder';
import { freePort, isPortFree } from '../ports/free-port';
import { SqsServer } from './sqs-server';

class Queue {
  private readonly client: SQSClient;
  private readonly url: string;

  constructor(
    server: SqsServer,
    private readonly name: string,
    accessKeyId = 'test',
  ) {
    this.client = new SQSClient({
      endpoint: server.endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId, secretAccessKey: 'test' },
      useQueueUrlAsEndpoint: false,
    });
    this.url = `${server.endpoint}/000000000000/${name}`;
  }

  create = () => this.client.send(new CreateQueueCommand({ QueueName: this.name }));
  send = (body: string) => this.client.send(new SendMessageCommand({ QueueUrl: this.url, MessageBody: body }));
  release = (message: Message | undefined) =>
    this.client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.url,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
  names = async () => (await this.client.send(new ListQueuesCommand({}))).QueueUrls ?? [];

  async receive(): Promise<Message | undefined> {
    const command = new ReceiveMessageCommand({
      QueueUrl: this.url,
      WaitTimeSeconds: 5,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    });
    return (await this.client.send(command)).Messages?.[0];
  }

  /** A long poll whose client closes the connection. Returns when the server has closed its side in answer. */
  receiveAndHangUp(): Promise<void> {
    const body = JSON.stringify({ QueueUrl: this.url, WaitTimeSeconds: 20 });
    const head = [
      'POST / HTTP/1.1',
      `Host: ${new URL(this.url).host}`,
      'Content-Type: application/x-amz-json-1.0',
      'X-Amz-Target: AmazonSQS.ReceiveMessage',
      `Content-Length: ${body.length}`,
    ];
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port: Number(new URL(this.url).port) });
      socket
        .once('error', reject)
        .once('close', () => resolve())
        .resume();
      socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
    });
  }
}

const connects = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const settle = (connected: boolean) => () => {
      socket.destroy();
      resolve(connected);
    };
    socket.once('connect', settle(true)).once('error', settle(false)).once('timeout', settle(false));
  });

describe('SqsServer', () => {
  const folder = temporaryFolder('decouple-sqs-');
  const server = new SqsServer({ dataDir: join(folder.path, 'sqs') });

  beforeAll(() => server.start());
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  it('has no queues before one is created', async () => {
    const memory = new SqsServer();
    await memory.start();
    await expect(new Queue(memory, 'none').names()).resolves.toEqual([]);
    await memory.stop();
  });

  it('listens on 127.0.0.1 and on no other address', async () => {
    await expect(connects('127.0.0.1', server.port)).resolves.toBe(true);
    await expect(connects('127.0.0.2', server.port)).resolves.toBe(false);
  });

  it.each(['restart', 'kill'] as const)('keeps queues, messages and port over a %s', async (end) => {
    const { port } = server;
    const queue = new Queue(server, `kept-over-${end}`);
    await queue.create();
    await queue.send(`before the ${end}`);
    if (end === 'restart') await server.restart();
    else await server.kill().then(() => server.start());
    expect(server.port).toBe(port);
    await expect(queue.receive()).resolves.toMatchObject({ Body: `before the ${end}` });
  });

  it('gives a released message again, with its receive count, also after a restart', async () => {
    const queue = new Queue(server, 'released');
    await queue.create();
    await queue.send('wanted twice');
    await queue.release(await queue.receive());
    await server.restart();
    await expect(queue.receive()).resolves.toMatchObject({
      Body: 'wanted twice',
      Attributes: { ApproximateReceiveCount: '2' },
    });
  });

  it('does not hand a message to a long poll whose client has gone', async () => {
    const queue = new Queue(server, 'abandoned');
    await queue.create();
    await queue.receiveAndHangUp();
    await queue.send('for the living');
    await expect(queue.receive()).resolves.toMatchObject({ Body: 'for the living' });
  });

  it('refuses requests that are signed with another key than the accepted ones, also after a restart', async () => {
    const checking = new SqsServer();
    await checking.start();
    checking.acceptOnly(['current']);
    for (const phase of ['at once', 'after a restart']) {
      await expect(new Queue(checking, 'keys', 'old').names()).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
      await expect(new Queue(checking, 'keys', 'current').names()).resolves.toEqual([]);
      if (phase === 'at once') await checking.restart();
    }
    await checking.stop();
  });

  it('counts the requests since its start by operation', async () => {
    const counting = new SqsServer();
    await counting.start();
    const queue = new Queue(counting, 'counted');
    await queue.create();
    await queue.send('one');
    await queue.send('two');
    expect(await counting.requestCounts()).toEqual({ CreateQueue: 1, SendMessage: 2 });
    await counting.restart();
    expect(await counting.requestCounts()).toEqual({});
    await counting.stop();
  });

  it('says so when its port is taken', async () => {
    await expect(new SqsServer({ port: server.port }).start()).rejects.toThrow(
      new RegExp(`The SQS server on port ${server.port} could not be started: .*EADDRINUSE`),
    );
  });

  it('frees its port when it stops', async () => {
    const other = new SqsServer({ port: await freePort() });
    await other.start();
    await other.stop();
    expect(other.running).toBe(false);
    await expect(isPortFree(other.port)).resolves.toBe(true);
  });
});
