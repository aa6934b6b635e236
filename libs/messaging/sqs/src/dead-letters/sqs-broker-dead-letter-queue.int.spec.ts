import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import {
  describeBrokerDeadLetterQueueContract,
  RecordingObserver,
  systemRandomness,
  systemTimers,
} from '@decouple/messaging-core/testing';
import { SqsQueueProvisioner } from '../queues/sqs-queue-provisioner';
import {
  createQueues,
  depthOf,
  emulatorClient,
  emulatorEndpoint,
  emulatorTransport,
  sendBodies,
  uniqueQueues,
} from '../testing/emulator';
import { SqsBrokerDeadLetterQueue } from './sqs-broker-dead-letter-queue';

describeBrokerDeadLetterQueueContract('SqsBrokerDeadLetterQueue', async () => {
  const client = emulatorClient();
  const transport = emulatorTransport();
  const queues = uniqueQueues('sales');
  await createQueues(transport, queues);
  const url = `${queues.urlOf('sales')}-dlq`;
  return {
    queue: 'sales',
    brokerQueue: new SqsBrokerDeadLetterQueue({ transport, queue: 'sales', url, observer: new RecordingObserver() }),
    give: (...bodies) => sendBodies(client, url, bodies),
    depth: () => depthOf(client, url),
    close: async () => {
      transport.close();
      client.destroy();
    },
  };
});

describe('SqsBrokerDeadLetterQueue', () => {
  it('finds nothing where there is no dead-letter queue', async () => {
    const transport = emulatorTransport();
    const url = `${emulatorEndpoint()}/000000000000/no-such-queue-dlq`;
    const brokerQueue = new SqsBrokerDeadLetterQueue({
      transport,
      queue: 'orders',
      url,
      observer: new RecordingObserver(),
    });

    expect(await brokerQueue.take(async () => undefined)).toBe(0);
    transport.close();
  });

  it('reports how often SQS delivered a message to handlers before it moved the message', async () => {
    const client = emulatorClient();
    const transport = emulatorTransport();
    const queues = uniqueQueues('orders');
    const maxReceiveCount = 6;
    const ports = { observer: new RecordingObserver(), timers: systemTimers, randomness: systemRandomness };
    const options = { visibilityTimeoutSeconds: 30, maxReceiveCount };
    await new SqsQueueProvisioner({ transport, queues, options, ...ports }).ensure();
    const QueueUrl = queues.urlOf('orders')!;
    await sendBodies(client, QueueUrl, ['crashes']);
    for (let time = 0; time <= maxReceiveCount; time += 1) {
      await client.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
    }
    const brokerQueue = new SqsBrokerDeadLetterQueue({
      transport,
      queue: 'orders',
      url: `${QueueUrl}-dlq`,
      queueUrl: QueueUrl,
      observer: ports.observer,
    });
    const counts: number[] = [];
    await brokerQueue.take(
      async (deadLetters) => void counts.push(...deadLetters.map(({ receiveCount }) => receiveCount)),
    );

    expect(counts).toEqual([maxReceiveCount]);
    transport.close();
    client.destroy();
  });
});
