import type { OutgoingMessage, PublishResult } from '@decouple/messaging-core';
import { Deferred } from '@decouple/messaging-core/testing';
import { SqsQueues } from '../queues/sqs-queues';
import { awsError, FakeSqs } from '../testing/fake-sqs';
import { SqsMessagePublisher } from './sqs-message-publisher';

const QUEUES = new SqsQueues({ sales: { name: 'sales' } }, 'http://127.0.0.1:1');

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
}

const messages = (count: number): OutgoingMessage[] =>
  Array.from({ length: count }, (_, index) => ({
    queue: 'sales',
    source: 'urn:test',
    id: String(index),
    type: 'test.happened.v1',
    body: `body ${index}`,
  }));

const allSent = (entries: readonly Entry[]): object => ({ Successful: entries.map(({ Id }) => ({ Id })) });

function publisherWith(answer: (entries: readonly Entry[], call: number) => unknown, batchesInFlight?: number) {
  const sqs = new FakeSqs(({ input }, call) => answer(input['Entries'] as Entry[], call));
  const missing: string[] = [];
  const publisher = new SqsMessagePublisher({
    client: sqs.client,
    queues: QUEUES,
    onQueueMissing: (queue) => missing.push(queue),
    ...(batchesInFlight === undefined ? {} : { batchesInFlight }),
  });
  return { publisher, sqs, missing };
}

const statusesOf = (results: readonly PublishResult[]): string[] => results.map(({ status }) => status);

describe('SqsMessagePublisher, single entries', () => {
  it('looks at every entry that failed, with its reason', async () => {
    const { publisher } = publisherWith((entries) => ({
      Successful: [{ Id: entries[1]!.Id }],
      Failed: [
        { Id: entries[0]!.Id, Code: 'InvalidMessageContents', Message: 'odd characters', SenderFault: true },
        { Id: entries[2]!.Id, Code: 'InternalError', SenderFault: false },
      ],
    }));

    expect(await publisher.publish(messages(3))).toEqual([
      { status: 'refused', reason: expect.stringContaining('InvalidMessageContents: odd characters') as string },
      { status: 'sent' },
      { status: 'failed', reason: expect.stringContaining('InternalError') as string },
    ]);
  });

  it('takes a throttled entry for too much at once, whoever is blamed for it', async () => {
    const { publisher } = publisherWith(([entry]) => ({
      Failed: [{ Id: entry!.Id, Code: 'RequestThrottled', SenderFault: true }],
    }));

    expect(statusesOf(await publisher.publish(messages(1)))).toEqual(['unavailable']);
  });

  it('does not take an entry for sent that the answer does not mention', async () => {
    const { publisher } = publisherWith((entries) => allSent(entries.slice(1)));

    expect(statusesOf(await publisher.publish(messages(2)))).toEqual(['failed', 'sent']);
  });

  it('does not take an empty answer for success', async () => {
    const { publisher } = publisherWith(() => ({}));

    expect(statusesOf(await publisher.publish(messages(2)))).toEqual(['failed', 'failed']);
  });
});

describe('SqsMessagePublisher, whole batches', () => {
  it.each(['ECONNREFUSED', 'RequestThrottled', 'InternalFailure', 'AccessDenied'])(
    'is told that the broker is unavailable on %s',
    async (name) => {
      const { publisher, missing } = publisherWith(() => {
        throw awsError(name, 'for a reason');
      });

      expect(await publisher.publish(messages(2))).toEqual([
        { status: 'unavailable', reason: `${name}: for a reason` },
        { status: 'unavailable', reason: `${name}: for a reason` },
      ]);
      expect(missing).toEqual([]);
    },
  );

  it('does not let one failed batch spoil another', async () => {
    const { publisher } = publisherWith((entries, call) => {
      if (call === 1) throw awsError('ECONNRESET');
      return allSent(entries);
    });

    const results = statusesOf(await publisher.publish(messages(12)));

    expect(results).toEqual([...Array.from({ length: 10 }, () => 'unavailable'), 'sent', 'sent']);
  });

  it('reports a missing queue', async () => {
    const { publisher, missing } = publisherWith(() => {
      throw awsError('QueueDoesNotExist');
    });

    expect(statusesOf(await publisher.publish(messages(1)))).toEqual(['unavailable']);
    expect(missing).toEqual(['sales']);
  });

  it('finds the message that makes SQS refuse a whole batch', async () => {
    const { publisher } = publisherWith((entries) => {
      if (entries.some(({ MessageBody }) => MessageBody === 'body 1')) throw awsError('BatchRequestTooLong');
      return allSent(entries);
    });

    expect(statusesOf(await publisher.publish(messages(3)))).toEqual(['sent', 'refused', 'sent']);
  });
});

describe('SqsMessagePublisher, concurrency', () => {
  it('has no more than the given number of batches in flight, and uses them', async () => {
    let inFlight = 0;
    let most = 0;
    const full = new Deferred();
    const { publisher, sqs } = publisherWith(async (entries) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      if (inFlight === 3) full.resolve();
      await full.promise;
      inFlight -= 1;
      return allSent(entries);
    }, 3);

    const results = await publisher.publish(messages(95));

    expect(new Set(statusesOf(results))).toEqual(new Set(['sent']));
    expect(sqs.sent).toHaveLength(10);
    expect(most).toBe(3);
  });
});
