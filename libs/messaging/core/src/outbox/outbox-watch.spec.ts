import { InMemoryOutboxStore } from '../in-memory';
import type { Outage } from '../outage/outage-breaker';
import { anOutgoingMessage, VirtualClock, VirtualTimers } from '../testing';
import { OutboxWatch } from './outbox-watch';

const MINUTE = 60_000;

function setUp() {
  const clock = new VirtualClock();
  const timers = new VirtualTimers(clock);
  const store = new InMemoryOutboxStore(clock);
  const relay: { outage: Outage | undefined } = { outage: undefined };
  const watch = new OutboxWatch({ store, relay, monotonic: clock });
  const sendOne = () => store.relay(1, async () => [{ status: 'sent' }]);
  return { clock, relay, sendOne, store, timers, watch };
}

describe('OutboxWatch', () => {
  it('reports an entry that stays the oldest for a minute, and for how long', async () => {
    const { store, timers, watch } = setUp();
    await store.add([anOutgoingMessage()]);
    for (const milliseconds of [0, 10_000, 20_000]) {
      await timers.advance(milliseconds);
      await watch.look();
    }
    await timers.advance(MINUTE - 30_000 - 1);
    const early = watch.stuckForMilliseconds;
    await timers.advance(1);

    expect([early, watch.stuckForMilliseconds]).toEqual([undefined, MINUTE]);
  });

  it('is content as long as entries leave, however many wait', async () => {
    const { sendOne, store, timers, watch } = setUp();
    await store.add(Array.from({ length: 10 }, () => anOutgoingMessage()));
    for (let round = 0; round < 9; round += 1) {
      await watch.look();
      await timers.advance(MINUTE - 1);
      await sendOne();
    }
    await watch.look();

    expect(watch.stuckForMilliseconds).toBeUndefined();
  });

  it('is content with an entry that waits for its next try', async () => {
    const { store, timers, watch } = setUp();
    await store.add([anOutgoingMessage()]);
    await store.relay(1, async () => [{ status: 'failed', retryAfterMilliseconds: 5 * MINUTE, reason: 'throttled' }]);
    await watch.look();
    await timers.advance(2 * MINUTE);

    expect(watch.stuckForMilliseconds).toBeUndefined();
  });

  it('says nothing during an outage, and waits for another minute after it', async () => {
    const { clock, relay, store, timers, watch } = setUp();
    await store.add([anOutgoingMessage()]);
    await watch.look();
    relay.outage = { resource: 'broker', reason: 'refused', startedAt: clock.now() };
    await timers.advance(2 * MINUTE);
    const during = watch.stuckForMilliseconds;
    await watch.look();
    relay.outage = undefined;
    await watch.look();
    await timers.advance(MINUTE - 1);

    expect([during, watch.stuckForMilliseconds]).toEqual([undefined, undefined]);
    await timers.advance(1);
    expect(watch.stuckForMilliseconds).toBe(MINUTE);
  });

  it.each([-3_600_000, 3_600_000])('measures without the wall clock, which is set by %d ms', async (jump) => {
    const { clock, store, timers, watch } = setUp();
    await store.add([anOutgoingMessage()]);
    await watch.look();
    clock.setForward(jump);
    const early = watch.stuckForMilliseconds;
    await timers.advance(MINUTE);

    expect([early, watch.stuckForMilliseconds]).toEqual([undefined, MINUTE]);
  });
});
