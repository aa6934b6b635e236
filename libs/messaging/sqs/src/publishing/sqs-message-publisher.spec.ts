import type { OutgoingMessage, PublishResult } from '@decouple/messaging-core';
import { Deferred } from '@decouple/messaging-core/testing';
import * as fc from 'fast-check';
import { SqsQueues } from '../queues/sqs-queues';
import { awsError, FakeSqs } from '../testing/fake-sqs';
import { batchAnswer, FakeSqsServer } from '../testing/fake-sqs-server';
import { openTransport } from '../testing/open-transport';
import { SqsMessagePublisher } from './sqs-message-publisher';

const QUEUES = new SqsQueues({ orders: { name: 'orders' } }, 'http://127.0.0.1:1');

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
}

const messages = (count: number): OutgoingMessage[] =>
  Array.from({ length: count }, (_, index) => ({
    queue: 'orders',
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
    transport: sqs,
    queues: QUEUES,
    onQueueMissing: (queue) => missing.push(queue),
    ...(batchesInFlight === undefined ? {} : { batchesInFlight }),
  });
  return { publisher, sqs, missing };
}

const statusesOf = (results: readonly PublishResult[]): string[] => results.map(({ status }) => status);

describe('SqsMessagePublisher, single entries', () => {
  it('reports every failed entry with its reason', async () => {
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

  it.each([
    'AWS.SimpleQueueService.OverLimit',
    'AccessDenied',
    'ExpiredToken',
    'KmsThrottled',
    'QueueDoesNotExist',
    'RequestThrottled',
  ])('treats an entry that fails with %s as an outage, even if others were sent', async (Code) => {
    const { publisher } = publisherWith(([first, ...others]) => ({
      Successful: others.map(({ Id }) => ({ Id })),
      Failed: [{ Id: first!.Id, Code, SenderFault: true }],
    }));

    expect(statusesOf(await publisher.publish(messages(2)))).toEqual(['unavailable', 'sent']);
  });

  it.each(['KMS.AccessDeniedException', 'InvalidParameterValue', 'MissingParameter', 'NeverSeenBefore'])(
    'reports an entry that fails with %s while others are sent for a retry, whatever SQS blames',
    async (Code) => {
      const { publisher } = publisherWith(([first, ...others]) => ({
        Successful: others.map(({ Id }) => ({ Id })),
        Failed: [{ Id: first!.Id, Code, SenderFault: true }],
      }));

      expect(statusesOf(await publisher.publish(messages(2)))).toEqual(['failed', 'sent']);
    },
  );

  it('treats the failure of every entry as an outage, whatever the code', async () => {
    const codes = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom(
        'AccessDenied',
        'BatchRequestTooLong',
        'InternalError',
        'InvalidMessageContents',
        'InvalidParameterValue',
        'KMS.AccessDeniedException',
        'MessageTooLong',
      ),
    );
    await fc.assert(
      fc.asyncProperty(codes, fc.boolean(), fc.integer({ min: 2, max: 30 }), async (Code, SenderFault, count) => {
        const { publisher } = publisherWith((entries) => ({
          Failed: entries.map(({ Id }) => ({ Id, Code, SenderFault })),
        }));

        expect(new Set(statusesOf(await publisher.publish(messages(count))))).toEqual(new Set(['unavailable']));
      }),
    );
  });

  it('refuses a message that was sent alone only because of its content', async () => {
    const statusOf = async (Code: string) => {
      const { publisher } = publisherWith(([entry]) => ({ Failed: [{ Id: entry!.Id, Code, SenderFault: true }] }));
      return statusesOf(await publisher.publish(messages(1)))[0];
    };

    expect(await statusOf('InvalidMessageContents')).toBe('refused');
    expect(await statusOf('KMS.AccessDeniedException')).toBe('unavailable');
    expect(await statusOf('InvalidParameterValue')).toBe('unavailable');
  });

  it('uses another batch to the same queue as evidence that the queue works', async () => {
    const { publisher } = publisherWith((entries, call) =>
      call === 1 ? { Failed: entries.map(({ Id }) => ({ Id, Code: 'InvalidMessageContents' })) } : allSent(entries),
    );
    const results = statusesOf(await publisher.publish(messages(12)));

    expect(results).toEqual([...Array.from({ length: 10 }, () => 'refused'), 'sent', 'sent']);
  });

  it('does not count an entry as sent that the response does not mention', async () => {
    const { publisher } = publisherWith((entries) => allSent(entries.slice(1)));

    expect(statusesOf(await publisher.publish(messages(2)))).toEqual(['failed', 'sent']);
  });

  it('does not count an empty response as success', async () => {
    const { publisher } = publisherWith(() => ({}));

    expect(statusesOf(await publisher.publish(messages(2)))).toEqual(['unavailable', 'unavailable']);
  });
});

describe('SqsMessagePublisher, groups', () => {
  it('sends the group id of each message that has one', async () => {
    const sqs = await FakeSqsServer.start((call) => batchAnswer(call, () => undefined));
    const transport = openTransport(sqs.endpoint);
    const [first, second] = messages(2) as [OutgoingMessage, OutgoingMessage];
    await new SqsMessagePublisher({ transport, queues: QUEUES }).publish([{ ...first, groupId: 'customer-1' }, second]);
    transport.close();
    sqs.close();

    expect(sqs.of('SendMessageBatch').map(({ input }) => input['Entries'])).toStrictEqual([
      [
        { Id: '0', MessageBody: 'body 0', MessageGroupId: 'customer-1' },
        { Id: '1', MessageBody: 'body 1' },
      ],
    ]);
  });
});

describe('SqsMessagePublisher, whole batches', () => {
  it.each(['ECONNREFUSED', 'RequestThrottled', 'InternalFailure', 'AccessDenied'])(
    'reports the broker as unavailable on %s',
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

  it('reports the results of other batches when one batch fails', async () => {
    const { publisher } = publisherWith((entries, call) => {
      if (call === 1) throw awsError('ECONNRESET');
      return allSent(entries);
    });

    const results = statusesOf(await publisher.publish(messages(12)));

    expect(results).toEqual([...Array.from({ length: 10 }, () => 'unavailable'), 'sent', 'sent']);
  });

  it('starts no further batch after one failed as a whole', async () => {
    const { publisher, sqs } = publisherWith(() => {
      throw awsError('TimeoutError');
    }, 2);
    const results = statusesOf(await publisher.publish(messages(200)));

    expect(new Set(results)).toEqual(new Set(['unavailable']));
    expect(sqs.sent).toHaveLength(2);
  });

  it('reports a missing queue', async () => {
    const { publisher, missing } = publisherWith(() => {
      throw awsError('QueueDoesNotExist');
    });

    expect(statusesOf(await publisher.publish(messages(1)))).toEqual(['unavailable']);
    expect(missing).toEqual(['orders']);
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
  it('keeps exactly the configured number of batches in flight', async () => {
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
