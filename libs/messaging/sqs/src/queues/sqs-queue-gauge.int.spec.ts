import { SendMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { RecordingObserver, systemRandomness, systemTimers } from '@decouple/messaging-core/testing';
import { emulatorClient, emulatorTransport, uniqueQueues } from '../testing/emulator';
import { FakeSqs } from '../testing/fake-sqs';
import { SqsQueueGauge } from './sqs-queue-gauge';
import { SqsQueueProvisioner } from './sqs-queue-provisioner';

const client = emulatorClient();
const transport = emulatorTransport();
afterAll(() => {
  client.destroy();
  transport.close();
});

describe('SqsQueueGauge', () => {
  it('counts waiting messages and messages in flight', async () => {
    const queues = uniqueQueues('orders');
    const parts = { transport, queues, observer: new RecordingObserver(), timers: systemTimers };
    await new SqsQueueProvisioner({ ...parts, randomness: systemRandomness }).ensure();
    const QueueUrl = queues.urlOf('orders');
    for (const MessageBody of ['a', 'b', 'c']) await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1 }));

    expect(await new SqsQueueGauge(transport, queues).depths()).toEqual([{ queue: 'orders', waiting: 2, inFlight: 1 }]);
  });

  it('omits a queue that does not exist', async () => {
    expect(await new SqsQueueGauge(transport, uniqueQueues('orders')).depths()).toEqual([]);
  });

  it('reports a broker that cannot be reached', async () => {
    const down = new FakeSqs(() => {
      throw Object.assign(new Error('down'), { code: 'ECONNREFUSED' });
    });

    await expect(new SqsQueueGauge(down, uniqueQueues('orders')).depths()).rejects.toThrow('message broker');
  });
});
