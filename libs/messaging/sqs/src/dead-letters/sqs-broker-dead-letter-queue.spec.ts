import { RecordingObserver } from '@decouple/messaging-core/testing';
import { awsError, FakeSqs } from '../testing/fake-sqs';
import { SqsBrokerDeadLetterQueue } from './sqs-broker-dead-letter-queue';

const URL = 'https://sqs.eu-central-1.amazonaws.com/1/orders-dlq';

function setUp(answer: ConstructorParameters<typeof FakeSqs>[0]) {
  const sqs = new FakeSqs(answer);
  const observer = new RecordingObserver();
  return {
    brokerQueue: new SqsBrokerDeadLetterQueue({ transport: sqs, queue: 'orders', url: URL, observer }),
    observer,
    sqs,
  };
}

describe('SqsBrokerDeadLetterQueue', () => {
  it('counts removed messages, and reports every entry that was not removed', async () => {
    const { brokerQueue, observer } = setUp(({ operation }) =>
      operation === 'ReceiveMessage'
        ? { Messages: ['a', 'b'].map((id) => ({ MessageId: id, ReceiptHandle: id, Body: id })) }
        : { Successful: [{ Id: '0' }], Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }] },
    );

    expect(await brokerQueue.take(async () => undefined)).toBe(1);
    expect(observer.events).toMatchObject([
      { kind: 'broker-trouble', queue: 'orders', operation: 'delete-dead-letter', error: { code: 'InternalError' } },
    ]);
  });

  it('throws if SQS cannot be reached', async () => {
    const outage = awsError('TimeoutError');
    const { brokerQueue } = setUp(() => {
      throw outage;
    });

    await expect(brokerQueue.take(async () => undefined)).rejects.toBe(outage);
  });

  it('excludes its own receives from the count, however often a dead letter could not be stored', async () => {
    let received = 6;
    const { brokerQueue } = setUp(({ operation }) => {
      if (operation !== 'ReceiveMessage') return { Successful: [{ Id: '0' }] };
      received += 1;
      const Attributes = { ApproximateReceiveCount: String(received) };
      return { Messages: [{ MessageId: 'a', ReceiptHandle: 'a', Body: 'a', Attributes }] };
    });
    const counts: number[] = [];
    for (let time = 0; time < 3; time += 1) {
      const kept = brokerQueue.take(async ([deadLetter]) => {
        counts.push(deadLetter!.receiveCount);
        if (time < 2) throw new Error('the database is down');
      });
      if (time < 2) await expect(kept).rejects.toThrow('the database is down');
      else await kept;
    }

    expect(counts).toEqual([6, 6, 6]);
  });
});
