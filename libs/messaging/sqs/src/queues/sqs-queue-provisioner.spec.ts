import { RecordingObserver } from '@decouple/messaging-core/testing';
import { awsError, FakeSqs } from '../testing/fake-sqs';
import { SqsQueueProvisioner } from './sqs-queue-provisioner';
import { SqsQueues } from './sqs-queues';

const QUEUES = new SqsQueues({ orders: { name: 'orders' } }, 'http://127.0.0.1:1');

function provisionerWith(answer: () => unknown) {
  const sqs = new FakeSqs(answer);
  const observer = new RecordingObserver();
  const pauses: number[] = [];
  const provisioner = new SqsQueueProvisioner({
    transport: sqs,
    queues: QUEUES,
    randomness: { next: () => 0 },
    timers: { sleep: async (milliseconds) => void pauses.push(milliseconds) },
    observer,
  });
  return { provisioner, sqs, observer, pauses };
}

describe('SqsQueueProvisioner, while SQS is down', () => {
  it('lets the application start, and retries with growing pauses until it succeeds', async () => {
    let down = 4;
    const { provisioner, sqs, observer, pauses } = provisionerWith(() => {
      if (down-- > 0) throw awsError('ECONNREFUSED');
      return { QueueUrl: 'url', Attributes: { QueueArn: 'arn' } };
    });

    await provisioner.ensure();
    expect(observer.of('broker-trouble')).toHaveLength(1);

    await observer.until('broker-trouble', 4);
    await provisionerIdle(provisioner);
    expect(pauses).toEqual([250, 500, 1_000, 2_000]);
    expect(sqs.sent.filter(({ operation }) => operation === 'CreateQueue').at(-1)!.input['QueueName']).toBe('orders');
  });

  it('stops retrying when it is stopped', async () => {
    const { provisioner, sqs } = provisionerWith(() => {
      throw awsError('ECONNREFUSED');
    });
    await provisioner.ensure();
    await provisioner.stop();
    const calls = sqs.sent.length;
    provisioner.recreate();
    await provisioner.stop();

    expect(sqs.sent).toHaveLength(calls);
  });
});

/** `recreate` joins what is under way; when nothing is, one more complete try succeeds. */
async function provisionerIdle(provisioner: SqsQueueProvisioner): Promise<void> {
  await provisioner.ensure();
}
