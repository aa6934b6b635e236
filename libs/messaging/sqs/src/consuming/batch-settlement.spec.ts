import type { BatchHandler, Disposition, Timers } from '@decouple/messaging-core';
import { ACKNOWLEDGE, Deferred, redeliverAfter, RecordingObserver } from '@decouple/messaging-core/testing';
import { FakeSqs } from '../testing/fake-sqs';
import { BatchSettlement } from './batch-settlement';
import { MessageVisibility } from './message-visibility';

const BATCH = ['a', 'b', 'c'].map((id) => ({ MessageId: id, ReceiptHandle: `receipt ${id}`, Body: `body ${id}` }));
const NEVER = new AbortController().signal;
/** Nothing is over before it is cut short. */
const PATIENT: Timers = {
  sleep: (_milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) resolve();
      signal?.addEventListener('abort', () => resolve());
    }),
};

function settlementWith(sqs: FakeSqs, timers: Timers, abortedPollsExpired = () => Promise.resolve()) {
  const observer = new RecordingObserver();
  const visibility = new MessageVisibility(sqs, 'orders', 'url', observer);
  const settlement = new BatchSettlement({
    queue: 'orders',
    visibilityTimeoutSeconds: 30,
    visibility,
    timers,
    observer,
    abortedPollsExpired,
  });
  return { settlement, observer };
}

const deciding =
  (...dispositions: Disposition[]): BatchHandler =>
  async () =>
    dispositions;

const timeoutsIn = (sqs: FakeSqs): number[][] =>
  sqs.sent.map(({ input }) =>
    (input['Entries'] as { VisibilityTimeout: number }[]).map((entry) => entry.VisibilityTimeout),
  );

describe('BatchSettlement', () => {
  it('returns acknowledged messages, and delays the others', async () => {
    const sqs = new FakeSqs(() => ({}));
    const { settlement } = settlementWith(sqs, PATIENT);

    const settled = await settlement.settle(BATCH, deciding(ACKNOWLEDGE, redeliverAfter(7), ACKNOWLEDGE), NEVER);

    expect(settled).toEqual([BATCH[0], BATCH[2]]);
    expect(sqs.sent.map(({ input }) => input['Entries'])).toEqual([
      [{ Id: '0', ReceiptHandle: 'receipt b', VisibilityTimeout: 7 }],
    ]);
  });

  it('waits for a heartbeat in flight before it sets a delay, which a late beat would overwrite', async () => {
    const beatArrived = new Deferred();
    const beatAnswered = new Deferred();
    const order: string[] = [];
    const sqs = new FakeSqs(async (_command, call) => {
      if (call > 1) {
        order.push('delay set');
        return {};
      }
      beatArrived.resolve();
      await beatAnswered.promise;
      order.push('beat over');
      return {};
    });
    let sleeps = 0;
    const beatOnce: Timers = {
      sleep: (ms, signal) => (sleeps++ === 0 ? Promise.resolve() : PATIENT.sleep(ms, signal)),
    };
    const { settlement } = settlementWith(sqs, beatOnce);

    const settled = settlement.settle(
      BATCH.slice(0, 1),
      async () => {
        await beatArrived.promise;
        // The handler is done; the answer to the beat comes only after that.
        setImmediate(() => beatAnswered.resolve());
        return [redeliverAfter(9)];
      },
      NEVER,
    );

    expect(await settled).toEqual([]);
    expect(order).toEqual(['beat over', 'delay set']);
    expect(timeoutsIn(sqs)).toEqual([[30], [9]]);
  });

  it('extends the whole batch, three times in a visibility timeout', async () => {
    const sqs = new FakeSqs(() => ({}));
    const asked: number[] = [];
    const enough = new Deferred();
    const quick: Timers = {
      sleep: (milliseconds, signal) => {
        asked.push(milliseconds);
        if (asked.length <= 2) return Promise.resolve();
        enough.resolve();
        return PATIENT.sleep(milliseconds, signal);
      },
    };
    const { settlement } = settlementWith(sqs, quick);
    await settlement.settle(
      BATCH,
      async () => {
        await enough.promise;
        return [ACKNOWLEDGE, ACKNOWLEDGE, ACKNOWLEDGE];
      },
      NEVER,
    );

    expect(asked).toEqual([10_000, 10_000, 10_000]);
    expect(timeoutsIn(sqs)).toEqual([
      [30, 30, 30],
      [30, 30, 30],
    ]);
  });

  it('acknowledges nothing if the handler rejects', async () => {
    const { settlement, observer } = settlementWith(new FakeSqs(() => ({})), PATIENT);
    const error = new Error('unexpected');

    expect(await settlement.settle(BATCH, () => Promise.reject(error), NEVER)).toEqual([]);
    expect(observer.of('broker-trouble')).toMatchObject([{ operation: 'handle', error }]);
  });

  it('acknowledges no message without a disposition', async () => {
    const { settlement } = settlementWith(new FakeSqs(() => ({})), PATIENT);

    expect(await settlement.settle(BATCH, deciding(ACKNOWLEDGE), NEVER)).toEqual([BATCH[0]]);
  });

  it.each([
    ['a redelivery', (settlement: BatchSettlement) => settlement.settle(BATCH, deciding(redeliverAfter(0)), NEVER)],
    ['a batch that is not handled', (settlement: BatchSettlement) => settlement.giveBack(BATCH)],
  ])('releases %s only when aborted polls have expired: one of them could take the message', async (_, release) => {
    const expired = new Deferred();
    const order: string[] = [];
    const sqs = new FakeSqs(() => {
      order.push('released');
      return {};
    });
    const { settlement } = settlementWith(sqs, PATIENT, async () => {
      await expired.promise;
      order.push('expired');
    });
    const released = release(settlement);
    setImmediate(() => expired.resolve());
    await released;

    expect(order).toEqual(['expired', 'released']);
  });

  it('makes a batch that is not handled visible at once', async () => {
    const sqs = new FakeSqs(() => ({}));
    await settlementWith(sqs, PATIENT).settlement.giveBack(BATCH);

    expect(timeoutsIn(sqs)).toEqual([[0, 0, 0]]);
  });
});
