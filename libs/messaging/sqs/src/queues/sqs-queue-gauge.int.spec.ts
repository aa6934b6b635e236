import { SendMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { RecordingObserver, systemRandomness, systemTimers } from '@decouple/messaging-core/testing';
import { emulatorClient, uniqueQueues } from '../testing/emulator';
import { FakeSqs } from '../testing/fake-sqs';
import { SqsQueueGauge } from './sqs-queue-gauge';
import { SqsQueueProvisioner } from './sqs-queue-provisioner';

const client = emulatorClient();
afterAll(() => client.destroy());

describe('SqsQueueGauge', () => {
  it('tells what waits and what is in somebody’s hands', async () => {
    const queues = uniqueQueues('sales');
    const parts = { client, queues, observer: new RecordingObserver(), timers: systemTimers };
    await new SqsQueueProvisioner({ ...parts, randomness: systemRandomness }).ensure();
    const QueueUrl = queues.urlOf('sales');
    for (const MessageBody of ['a', 'b', 'c']) await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1 }));

    expect(await new SqsQueueGauge(client, queues).depths()).toEqual([{ queue: 'sales', waiting: 2, inFlight: 1 }]);
  });

  it('leaves out a queue that does not exist', async () => {
    expect(await new SqsQueueGauge(client, uniqueQueues('sales')).depths()).toEqual([]);
  });

  it('says that the broker cannot be asked', async () => {
    const down = new FakeSqs(() => {
      throw Object.assign(new Error('down'), { code: 'ECONNREFUSED' });
    });

    await expect(new SqsQueueGauge(down.client, uniqueQueues('sales')).depths()).rejects.toThrow('message broker');
  });
});
