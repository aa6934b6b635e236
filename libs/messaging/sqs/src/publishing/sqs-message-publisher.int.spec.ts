import { describeMessagePublisherContract } from '@decouple/messaging-core/testing';
import { createQueues, drainBodies, emulatorClient, emulatorTransport, uniqueQueues } from '../testing/emulator';
import { NetworkSwitch } from '../testing/network-switch';
import { SqsMessagePublisher } from './sqs-message-publisher';

describeMessagePublisherContract(
  'SqsMessagePublisher',
  async () => {
    const client = emulatorClient();
    const network = new NetworkSwitch(emulatorTransport());
    const { transport } = network;
    const queues = uniqueQueues('orders', 'shipments');
    await createQueues(transport, queues);
    return {
      publisher: new SqsMessagePublisher({ transport, queues }),
      queues: ['orders', 'shipments'],
      bodiesIn: (queue) => drainBodies(client, queues.urlOf(queue)!),
      breakBroker: network.disconnect,
      close: async () => {
        transport.close();
        client.destroy();
      },
    };
  },
  { outages: true },
);

describe('SqsMessagePublisher against a real server', () => {
  const transport = emulatorTransport();
  afterAll(() => transport.close());

  it('reports only the message that is larger than SQS accepts as refused', async () => {
    const queues = uniqueQueues('orders');
    await createQueues(transport, queues);
    const bodies = ['small', 'x'.repeat(1024 * 1024 + 1), 'small, too'];
    const messages = bodies.map((body, index) => ({
      queue: 'orders',
      source: 'urn:test',
      id: String(index),
      type: 't',
      body,
    }));

    const results = await new SqsMessagePublisher({ transport, queues }).publish(messages);

    expect(results.map(({ status }) => status)).toEqual(['sent', 'refused', 'sent']);
  });

  it('sends group ids that a standard queue accepts', async () => {
    const queues = uniqueQueues('orders');
    await createQueues(transport, queues);
    const message = { queue: 'orders', source: 'urn:test', id: '1', type: 't', body: 'x' };
    const results = await new SqsMessagePublisher({ transport, queues }).publish([
      { ...message, groupId: '!~'.repeat(64) },
      { ...message, id: '2' },
    ]);

    expect(results.map(({ status }) => status)).toEqual(['sent', 'sent']);
  });

  it('reports a queue that does not exist, and loses nothing', async () => {
    const missing: string[] = [];
    const queues = uniqueQueues('orders');
    const publisher = new SqsMessagePublisher({ transport, queues, onQueueMissing: (queue) => missing.push(queue) });

    const results = await publisher.publish([{ queue: 'orders', source: 'urn:test', id: '1', type: 't', body: 'x' }]);

    expect(results).toEqual([
      { status: 'unavailable', reason: expect.stringContaining('QueueDoesNotExist') as string },
    ]);
    expect(missing).toEqual(['orders']);
  });
});
