import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_OUTBOX_RELAY_OPTIONS, OutboxRelay } from '@decouple/messaging-core';
import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import {
  anOutgoingMessage,
  RecordingObserver,
  systemClock,
  systemRandomness,
  systemTimers,
} from '@decouple/messaging-core/testing';
import { SqsQueues } from '../queues/sqs-queues';
import { batchAnswer, FakeSqsServer } from '../testing/fake-sqs-server';
import { openTransport } from '../testing/open-transport';
import { SqsMessagePublisher } from './sqs-message-publisher';

const TIMEOUT_MILLISECONDS = 300;
const MESSAGES = 100;
/** Ten times as long as it takes. */
const MOST_LOOKS = 1_000;

describe('a relay whose SQS answers after the timeout', () => {
  it('lengthens its timeout instead of resending the same messages, and sends everything', async () => {
    const sqs = await FakeSqsServer.start(async (call) => {
      await sleep(TIMEOUT_MILLISECONDS * 1.5);
      return batchAnswer(call, () => undefined);
    });
    const transport = openTransport(sqs.endpoint, { requestTimeoutMilliseconds: TIMEOUT_MILLISECONDS });
    const observer = new RecordingObserver();
    const store = new InMemoryOutboxStore(systemClock);
    const queues = new SqsQueues({ orders: { name: 'orders' } }, sqs.endpoint);
    const relay = new OutboxRelay({
      store,
      publisher: new SqsMessagePublisher({ transport, queues }),
      options: DEFAULT_OUTBOX_RELAY_OPTIONS,
      clock: systemClock,
      monotonic: systemClock,
      timers: systemTimers,
      randomness: systemRandomness,
      observer,
    });
    await store.add(
      Array.from({ length: MESSAGES }, (_, index) => anOutgoingMessage({ queue: 'orders', body: `body ${index}` })),
    );
    relay.start();
    for (let look = 0; look < MOST_LOOKS && (await store.backlog()).count > 0; look += 1) await sleep(20);
    await relay.stop();
    transport.close();
    sqs.close();

    const arrivals = new Map<string, number[]>();
    for (const { at, input } of sqs.of('SendMessageBatch')) {
      for (const { MessageBody } of input['Entries'] as readonly { readonly MessageBody: string }[]) {
        arrivals.set(MessageBody, [...(arrivals.get(MessageBody) ?? []), at]);
      }
    }
    const all = [...arrivals.values()];
    expect((await store.backlog()).count).toBe(0);
    expect(all).toHaveLength(MESSAGES);
    // Once with the first timeout, and once or, on a busy machine, twice with a longer one.
    expect(Math.max(...all.map((times) => times.length))).toBeLessThanOrEqual(3);
    for (const times of all) {
      for (const [index, at] of times.entries()) {
        if (index > 0) expect(at - times[index - 1]!).toBeGreaterThan(TIMEOUT_MILLISECONDS);
      }
    }
  }, 60_000);
});
