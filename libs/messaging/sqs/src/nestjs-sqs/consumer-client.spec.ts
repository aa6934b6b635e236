import { DeleteMessageBatchCommand, PurgeQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SqsBatchEntryError } from '../client/batch-entry.error';
import { awsError, FakeSqs } from '../testing/fake-sqs';
import { consumerClient } from './consumer-client';

const QueueUrl = 'http://sqs.invalid/000000000000/orders';

function setUp(answer: () => object) {
  const sqs = new FakeSqs(answer);
  const outcomes: string[] = [];
  const reported: SqsBatchEntryError[] = [];
  const client = consumerClient(sqs, {
    backoff: {
      deletionFailed: () => outcomes.push('failed'),
      deletionSucceeded: () => outcomes.push('succeeded'),
    },
    report: (error) => reported.push(error),
  });
  const Entries = ['0', '1'].map((Id) => ({ Id, ReceiptHandle: Id }));
  return {
    client,
    outcomes,
    reported,
    sqs,
    remove: () => client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })),
  };
}

const failed = (...ids: readonly string[]) => ({ Failed: ids.map((Id) => ({ Id, Code: 'AccessDenied' })) });

describe('consumerClient', () => {
  it('sends a poll over the transport', async () => {
    const { client, sqs } = setUp(() => ({ Messages: [] }));

    expect(await client.send(new ReceiveMessageCommand({ QueueUrl }))).toEqual({ Messages: [] });
    expect(sqs.sent).toEqual([{ operation: 'ReceiveMessage', input: { QueueUrl } }]);
  });

  it('reports every entry of a deletion in which all entries failed', async () => {
    const { outcomes, remove, reported } = setUp(() => failed('0', '1'));
    await remove();

    expect(outcomes).toEqual(['failed']);
    expect(reported).toMatchObject([{ code: 'AccessDenied' }, { code: 'AccessDenied' }]);
  });

  it('counts a deletion in which one of several entries failed as a success, and reports the entry', async () => {
    const { outcomes, remove, reported } = setUp(() => failed('1'));
    await remove();

    expect(outcomes).toEqual(['succeeded']);
    expect(reported).toHaveLength(1);
  });

  it('counts a deletion that failed as a whole, and passes its error on', async () => {
    const { outcomes, remove } = setUp(() => {
      throw awsError('AccessDenied');
    });

    await expect(remove()).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(outcomes).toEqual(['failed']);
  });

  it('refuses every other command', async () => {
    const { client, sqs } = setUp(() => ({}));

    expect(() => client.send(new PurgeQueueCommand({ QueueUrl }))).toThrow('receive and to delete in batches only');
    expect(sqs.sent).toEqual([]);
  });
});
