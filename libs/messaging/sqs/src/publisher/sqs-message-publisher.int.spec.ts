import { describeMessagePublisherContract } from '@decouple/messaging-core/testing';
import { createQueues, drainBodies, emulatorClient, uniqueQueues } from '../testing/emulator';
import { NetworkSwitch } from '../testing/network-switch';
import { SqsMessagePublisher } from './sqs-message-publisher';

describeMessagePublisherContract(
  'SqsMessagePublisher',
  async () => {
    const client = emulatorClient();
    const network = new NetworkSwitch(client);
    const queues = uniqueQueues('sales', 'payment-status');
    await createQueues(client, queues);
    return {
      publisher: new SqsMessagePublisher({ client, queues }),
      queues: ['sales', 'payment-status'],
      bodiesIn: (queue) => drainBodies(client, queues.urlOf(queue)!),
      breakBroker: network.disconnect,
      close: async () => client.destroy(),
    };
  },
  { outages: true },
);

describe('SqsMessagePublisher against a real server', () => {
  const client = emulatorClient();
  afterAll(() => client.destroy());

  it('is refused a message that is larger than SQS takes, and that one alone', async () => {
    const queues = uniqueQueues('sales');
    await createQueues(client, queues);
    const bodies = ['small', 'x'.repeat(1024 * 1024 + 1), 'small, too'];
    const messages = bodies.map((body, index) => ({
      queue: 'sales',
      source: 'urn:test',
      id: String(index),
      type: 't',
      body,
    }));

    const results = await new SqsMessagePublisher({ client, queues }).publish(messages);

    expect(results.map(({ status }) => status)).toEqual(['sent', 'refused', 'sent']);
  });

  it('reports a queue that does not exist, and loses nothing', async () => {
    const missing: string[] = [];
    const queues = uniqueQueues('sales');
    const publisher = new SqsMessagePublisher({ client, queues, onQueueMissing: (queue) => missing.push(queue) });

    const results = await publisher.publish([{ queue: 'sales', source: 'urn:test', id: '1', type: 't', body: 'x' }]);

    expect(results).toEqual([
      { status: 'unavailable', reason: expect.stringContaining('QueueDoesNotExist') as string },
    ]);
    expect(missing).toEqual(['sales']);
  });
});
