import { DeleteMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { RecordingObserver } from '@decouple/messaging-core/testing';
import { awsError, FakeSqs } from '../testing/fake-sqs';
import { watchDeletions } from './failed-deletions';
import { PollTrouble } from './poll-trouble';

const URL = 'http://sqs.invalid/000000000000/sales';

function setUp(answer: () => object) {
  const trouble = new PollTrouble({ next: () => 0 });
  const observer = new RecordingObserver();
  const client = new FakeSqs(answer).client as SQSClient;
  watchDeletions(client, { queue: 'sales', url: URL, trouble, observer });
  const Entries = ['0', '1'].map((Id) => ({ Id, ReceiptHandle: Id }));
  return {
    observer,
    trouble,
    remove: (QueueUrl = URL) => client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })),
  };
}

const failed = (...ids: readonly string[]) => ({ Failed: ids.map((Id) => ({ Id, Code: 'AccessDenied' })) });

describe('watchDeletions', () => {
  it('finds trouble in an answer in which every entry failed, and reports each', async () => {
    const { observer, remove, trouble } = setUp(() => failed('0', '1'));
    await remove();

    expect(trouble.isPresent).toBe(true);
    expect(observer.of('broker-trouble')).toHaveLength(2);
  });

  it('finds none where one entry of several failed, and reports it', async () => {
    const { observer, remove, trouble } = setUp(() => failed('1'));
    trouble.deletionFailed();
    await remove();

    expect(trouble.isPresent).toBe(false);
    expect(observer.of('broker-trouble')).toHaveLength(1);
  });

  it('finds trouble in a call that failed as a whole, and passes the error on', async () => {
    const { remove, trouble } = setUp(() => {
      throw awsError('AccessDenied');
    });

    await expect(remove()).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(trouble.isPresent).toBe(true);
  });

  it('does not look at other queues', async () => {
    const { observer, remove, trouble } = setUp(() => failed('0', '1'));
    await remove('http://sqs.invalid/000000000000/payment-status');

    expect([trouble.isPresent, observer.events.length]).toEqual([false, 0]);
  });
});
