import { CreateQueueCommand, DeleteQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Timers } from '@decouple/messaging-core';
import { RecordingObserver, systemRandomness, systemTimers } from '@decouple/messaging-core/testing';
import { SqsMessagePublisher } from '../publishing/sqs-message-publisher';
import { emulatorClient, emulatorTransport, uniqueQueues } from '../testing/emulator';
import { SqsQueueProvisioner } from './sqs-queue-provisioner';
import type { SqsQueues } from './sqs-queues';

const client = emulatorClient();
const transport = emulatorTransport();
afterAll(() => {
  client.destroy();
  transport.close();
});

function provisionerOf(queues: SqsQueues) {
  const observer = new RecordingObserver();
  /** Each pause is a try that failed. */
  const pauses: number[] = [];
  const timers: Timers = {
    sleep: (milliseconds, signal) => {
      pauses.push(milliseconds);
      return systemTimers.sleep(milliseconds, signal);
    },
  };
  const provisioner = new SqsQueueProvisioner({ transport, queues, observer, timers, randomness: systemRandomness });
  return { provisioner, observer, pauses };
}

async function attributesOf(url: string): Promise<Partial<Record<string, string>>> {
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
  return Attributes ?? {};
}

describe('SqsQueueProvisioner', () => {
  it('creates the queue and its dead-letter queue with a longer retention', async () => {
    const queues = uniqueQueues('orders');
    const { provisioner } = provisionerOf(queues);
    await provisioner.ensure();

    const deadLetters = await attributesOf(`${queues.urlOf('orders')!}-dlq`);
    const attributes = await attributesOf(queues.urlOf('orders')!);
    expect(deadLetters).toMatchObject({ MessageRetentionPeriod: '1209600' });
    expect(attributes).toMatchObject({
      VisibilityTimeout: '30',
      ReceiveMessageWaitTimeSeconds: '20',
      MessageRetentionPeriod: '345600',
    });
    expect(JSON.parse(attributes['RedrivePolicy']!)).toEqual({
      deadLetterTargetArn: deadLetters['QueueArn'],
      maxReceiveCount: 100,
    });
  });

  it('changes nothing the second time', async () => {
    const { provisioner, observer } = provisionerOf(uniqueQueues('orders', 'shipments'));
    await provisioner.ensure();
    await provisioner.ensure();

    expect(observer.events).toEqual([]);
  });

  it('uses a queue that exists with other attributes as it is, and reports it', async () => {
    const queues = uniqueQueues('orders');
    const { name } = queues.names()[0]!;
    await client.send(new CreateQueueCommand({ QueueName: name, Attributes: { VisibilityTimeout: '77' } }));
    const { provisioner, observer, pauses } = provisionerOf(queues);
    await provisioner.ensure();
    await provisioner.stop();

    expect(pauses).toEqual([]);
    expect(await attributesOf(queues.urlOf('orders')!)).toMatchObject({ VisibilityTimeout: '77' });
    expect(observer.of('broker-trouble')).toMatchObject([{ queue: 'orders', operation: 'create-queue' }]);
  });

  it('creates queues again that a publisher found missing', async () => {
    const queues = uniqueQueues('orders');
    const { provisioner } = provisionerOf(queues);
    await provisioner.ensure();
    await client.send(new DeleteQueueCommand({ QueueUrl: queues.urlOf('orders')! }));
    const publisher = new SqsMessagePublisher({ transport, queues, onQueueMissing: provisioner.recreate });
    const messages = [{ queue: 'orders', source: 'urn:test', id: '1', type: 't', body: 'x' }];

    expect(await publisher.publish(messages)).toMatchObject([{ status: 'unavailable' }]);
    // Several may miss the queue at the same time; asking once more changes nothing, and the stop waits for the creation.
    provisioner.recreate();
    await provisioner.stop();
    expect(await publisher.publish(messages)).toEqual([{ status: 'sent' }]);
  });
});
