import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  anOutgoingMessage,
  RecordingObserver,
  systemRandomness,
  VirtualClock,
  VirtualTimers,
} from '@decouple/messaging-core/testing';
import { openSqsBroker, type SqsBrokerSettings } from './open-sqs-broker';

interface Call {
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** An SQS that accepts and records every call. */
async function startYesServer(): Promise<{
  readonly endpoint: string;
  readonly calls: Call[];
  readonly server: Server;
}> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      calls.push({
        action: String(request.headers['x-amz-target']).split('.')[1] ?? '',
        input: JSON.parse(body) as Call['input'],
      });
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify({ QueueUrl: 'http://queue', Attributes: { QueueArn: 'arn' } }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, server };
}

function setUp(settings: Partial<SqsBrokerSettings>) {
  const clock = new VirtualClock();
  const timers = new VirtualTimers(clock);
  const observer = new RecordingObserver();
  const opening = openSqsBroker(
    {
      region: 'eu-central-1',
      endpoint: undefined,
      createQueues: false,
      queues: { orders: {}, shipments: {} },
      consume: 'orders',
      consumerLoops: 1,
      visibilityTimeoutSeconds: 45,
      ...settings,
    },
    { clock, monotonic: clock, timers, randomness: systemRandomness, observer },
  );
  return { opening, observer, timers };
}

describe('openSqsBroker', () => {
  let server: Server | undefined;

  const startServer = async () => {
    const started = await startYesServer();
    ({ server } = started);
    return started;
  };

  afterEach(async () => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  const createdIn = (calls: readonly Call[]): unknown[] =>
    calls.filter(({ action }) => action === 'CreateQueue').map(({ input }) => input['QueueName']);

  it('creates the queues under their logical names, each with its dead-letter queue, if allowed', async () => {
    const { calls, endpoint } = await startServer();
    const broker = await setUp({ endpoint, createQueues: true }).opening;

    expect(createdIn(calls).sort()).toEqual(['orders', 'orders-dlq', 'shipments', 'shipments-dlq']);
    expect(calls.find(({ input }) => input['QueueName'] === 'orders')?.input['Attributes']).toMatchObject({
      VisibilityTimeout: '45',
    });
    await broker.close();
  });

  it.each(['/123456789012/eu-orders', '/123456789012/eu-orders/', '/123456789012/eu-orders?x=y'])(
    'takes the name of a queue from its URL: %s',
    async (path) => {
      const { calls, endpoint } = await startServer();
      const queues = { orders: { url: `${endpoint}${path}` }, shipments: {} };
      const broker = await setUp({ endpoint, createQueues: true, queues }).opening;

      expect(createdIn(calls).sort()).toEqual(['eu-orders', 'eu-orders-dlq', 'shipments', 'shipments-dlq']);
      await broker.close();
    },
  );

  it('sends nothing to SQS if it may not create queues', async () => {
    const { calls, endpoint } = await startServer();
    const broker = await setUp({ endpoint }).opening;
    await broker.close();

    expect(calls).toEqual([]);
  });

  it('consumes the configured queue, and publishes to the configured URLs', async () => {
    const { calls, endpoint } = await startServer();
    const url = `${endpoint}/123456789012/eu-status`;
    const broker = await setUp({ endpoint, queues: { orders: {}, shipments: { url } } }).opening;
    await broker.publisher.publish([anOutgoingMessage({ queue: 'shipments' })]);

    expect(broker.source.queue).toBe('orders');
    expect(broker.modules).toHaveLength(1);
    expect(calls).toMatchObject([{ action: 'SendMessageBatch', input: { QueueUrl: url } }]);
    await broker.close();
  });

  it('requires a URL for each queue without an endpoint', async () => {
    await expect(setUp({}).opening).rejects.toThrow('Queue "orders" needs a URL');
  });

  describe('while SQS is down', () => {
    /** Nothing listens on the port of a server that is closed. */
    const deadEndpoint = async (): Promise<string> => {
      const { endpoint, server: closing } = await startServer();
      closing.close();
      await once(closing, 'close');
      return endpoint;
    };

    it('opens, retries in the background, and stops retrying when it closes', async () => {
      const { observer, opening, timers } = setUp({ endpoint: await deadEndpoint(), createQueues: true });
      const broker = await opening;

      expect(observer.of('broker-trouble')).toMatchObject([
        { operation: 'create-queue' },
        { operation: 'create-queue' },
      ]);
      expect(timers.sleeping).toBe(1);
      await broker.close();
      expect(timers.sleeping).toBe(0);
    });

    it('reports messages as unavailable, not as refused', async () => {
      const broker = await setUp({ endpoint: await deadEndpoint() }).opening;
      const results = await broker.publisher.publish([anOutgoingMessage({ queue: 'orders' })]);

      expect(results).toMatchObject([{ status: 'unavailable' }]);
      await broker.close();
    });
  });
});
