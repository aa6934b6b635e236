import { InfrastructureError } from './infrastructure.error';
import { Deferred } from '../testing/deferred';
import { RecordingObserver } from '../testing/recording-observer';
import { ERROR_POLICY } from '../retry/error-policy';
import { VirtualClock, VirtualTimers } from '../testing/virtual-time';
import { OutageBreaker } from './outage-breaker';

const DOWN = new InfrastructureError('orders database', 'ECONNREFUSED');
const HIGHEST = { next: () => 1 };
const never = (): AbortSignal => new AbortController().signal;

function setUp({ probe, randomness = HIGHEST }: { probe: () => Promise<void>; randomness?: { next(): number } }) {
  const clock = new VirtualClock();
  const timers = new VirtualTimers(clock);
  const observer = new RecordingObserver();
  const start = clock.now().getTime();
  const probedAt: number[] = [];
  const breaker = new OutageBreaker({
    component: 'consumer',
    resource: 'orders database',
    backoff: ERROR_POLICY.outage.backoff,
    probe: () => {
      probedAt.push(clock.now().getTime() - start);
      return probe();
    },
    clock,
    monotonic: clock,
    timers,
    randomness,
    observer,
  });
  return { breaker, clock, observer, probedAt, timers };
}

const failing = (): Promise<void> => Promise.reject(DOWN);
const succeeding = (): Promise<void> => Promise.resolve();
const failingTimes = (times: number): (() => Promise<void>) => {
  let probes = 0;
  return () => ((probes += 1) > times ? succeeding() : failing());
};

/** Whether the promise has settled once everything is at rest. */
async function settles(promise: Promise<unknown>, timers: VirtualTimers): Promise<boolean> {
  let settled = false;
  void promise.then(() => (settled = true));
  await timers.settled();
  return settled;
}

describe('OutageBreaker', () => {
  it('lets everybody pass while nothing is wrong', async () => {
    const { breaker, timers } = setUp({ probe: failing });
    expect(breaker.isOpen).toBe(false);
    expect(await settles(breaker.closed(never()), timers)).toBe(true);
    expect(timers.sleeping).toBe(0);
  });

  it('opens at the first error, and once however many follow', async () => {
    const { breaker, observer, probedAt, timers } = setUp({ probe: failing });
    breaker.trip(DOWN);
    breaker.trip(new InfrastructureError('orders database', '57P01'));
    await timers.advance(250);
    breaker.trip(DOWN);
    expect(breaker.isOpen).toBe(true);
    expect(observer.events).toEqual([
      { kind: 'outage-began', component: 'consumer', resource: 'orders database', error: DOWN },
    ]);
    expect(probedAt).toEqual([250]);
    expect(timers.sleeping).toBe(1);
  });

  it('probes with pauses that double up to fifteen seconds', async () => {
    const { breaker, probedAt, timers } = setUp({ probe: failing });
    breaker.trip(DOWN);
    await timers.advance(62_000);
    const pauses = probedAt.map((at, index) => at - (probedAt[index - 1] ?? 0));
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('takes at least half of each pause, so that chance alone makes no hot loop', async () => {
    const { breaker, probedAt, timers } = setUp({ probe: failing, randomness: { next: () => 0 } });
    breaker.trip(DOWN);
    await timers.advance(8_000);
    expect(probedAt).toEqual([125, 375, 875, 1_875, 3_875, 7_875]);
  });

  it('closes by itself at the first probe that succeeds, and tells how long it took', async () => {
    const { breaker, observer, probedAt, timers } = setUp({ probe: failingTimes(2) });
    breaker.trip(DOWN);
    const waiting = [breaker.closed(never()), breaker.closed(never())];
    await timers.advance(1_749);
    expect(await settles(waiting[0]!, timers)).toBe(false);
    await timers.advance(1);
    await Promise.all(waiting);
    expect(breaker.isOpen).toBe(false);
    expect(probedAt).toEqual([250, 750, 1_750]);
    expect(observer.of('outage-ended')).toEqual([
      { kind: 'outage-ended', component: 'consumer', resource: 'orders database', durationMilliseconds: 1_750 },
    ]);
    expect(timers.sleeping).toBe(0);
  });

  it('measures an outage, and the time since, without the wall clock', async () => {
    const { breaker, clock, observer, timers } = setUp({ probe: failingTimes(1) });
    breaker.trip(DOWN);
    clock.setForward(-3_600_000);
    await timers.advance(750);
    clock.setForward(7_200_000);
    await timers.advance(1_000);

    expect(observer.of('outage-ended')).toMatchObject([{ durationMilliseconds: 750 }]);
    expect(breaker.lastOutageEndedAgeMilliseconds).toBe(1_000);
  });

  it('remembers how long ago the last outage ended', async () => {
    const { breaker, timers } = setUp({ probe: failingTimes(1) });
    expect(breaker.lastOutageEndedAgeMilliseconds).toBeUndefined();
    breaker.trip(DOWN);
    await timers.advance(749);
    expect(breaker.lastOutageEndedAgeMilliseconds).toBeUndefined();
    await timers.advance(1);
    await timers.advance(60_000);
    expect(breaker.lastOutageEndedAgeMilliseconds).toBe(60_000);
  });

  it('starts with a short pause again after a minute without trouble', async () => {
    const { breaker, observer, probedAt, timers } = setUp({ probe: failingTimes(3) });
    breaker.trip(DOWN);
    await timers.advance(3_750 + 60_000);
    breaker.trip(DOWN);
    await timers.advance(250);
    expect(probedAt).toEqual([250, 750, 1_750, 3_750, 64_000]);
    expect(observer.of('outage-began')).toHaveLength(2);
    expect(observer.of('outage-ended')).toHaveLength(2);
  });

  it('goes on with its pauses when the trouble comes back within a minute', async () => {
    const { breaker, probedAt, timers } = setUp({ probe: succeeding });
    for (let round = 0; round < 8; round += 1) {
      breaker.trip(DOWN);
      while (breaker.isOpen) await timers.advance(250);
    }
    expect(probedAt).toEqual([250, 750, 1_750, 3_750, 7_750, 15_750, 30_750, 45_750]);
  });

  it('reports trouble that comes back again and again as two outages, the second until a minute after its end', async () => {
    const { breaker, observer, timers } = setUp({ probe: succeeding });
    for (let minute = 0; minute < 60; minute += 1) {
      breaker.trip(DOWN);
      await timers.advance(59_000);
    }
    expect(observer.of('outage-began')).toHaveLength(2);
    expect(observer.of('outage-ended')).toMatchObject([{ durationMilliseconds: 250 }]);
    await timers.advance(60_000);
    expect(observer.of('outage-ended')).toMatchObject([
      { durationMilliseconds: 250 },
      { durationMilliseconds: 58 * 59_000 + 15_000 },
    ]);
  });

  it('leaves no timer behind when it is stopped before the end of an outage is certain', async () => {
    const { breaker, observer, timers } = setUp({ probe: succeeding });
    for (let round = 0; round < 2; round += 1) {
      breaker.trip(DOWN);
      await timers.advance(500);
    }
    expect(timers.sleeping).toBe(1);
    await breaker.stop();
    expect(timers.sleeping).toBe(0);
    expect(observer.of('outage-ended')).toHaveLength(1);
  });

  it('keeps waiters through an outage that follows upon the last at once', async () => {
    const { breaker, observer, timers } = setUp({ probe: succeeding });
    breaker.trip(DOWN);
    const waiting = breaker.closed(never());
    void observer.until('outage-ended').then(() => breaker.trip(DOWN));
    await timers.advance(250);
    expect(breaker.isOpen).toBe(true);
    expect(await settles(waiting, timers)).toBe(false);
    await timers.advance(500);
    await waiting;
    expect(breaker.isOpen).toBe(false);
  });

  it('survives a probe that throws instead of rejecting', async () => {
    let probes = 0;
    const probe = (): Promise<void> => {
      probes += 1;
      if (probes === 1) throw new Error('The pool is closed.');
      return succeeding();
    };
    const { breaker, timers } = setUp({ probe });
    breaker.trip(DOWN);
    const waiting = breaker.closed(never());
    await timers.advance(750);
    await waiting;
    expect(breaker.isOpen).toBe(false);
  });

  it('releases a waiter whose signal is aborted, and no other', async () => {
    const { breaker, timers } = setUp({ probe: failing });
    const controller = new AbortController();
    breaker.trip(DOWN);
    const leaving = breaker.closed(controller.signal);
    const staying = breaker.closed(never());
    controller.abort();
    expect(await settles(leaving, timers)).toBe(true);
    expect(await settles(staying, timers)).toBe(false);
    expect(await settles(breaker.closed(AbortSignal.abort()), timers)).toBe(true);
    expect(breaker.isOpen).toBe(true);
  });

  it('leaves nothing behind on the signal of a waiter', async () => {
    const { breaker, timers } = setUp({ probe: succeeding });
    const { signal } = new AbortController();
    const added = jest.spyOn(signal, 'addEventListener');
    const removed = jest.spyOn(signal, 'removeEventListener');
    for (let outage = 0; outage < 20; outage += 1) {
      breaker.trip(DOWN);
      const waiting = breaker.closed(signal);
      await timers.advance(15_000);
      await waiting;
    }
    expect(added).toHaveBeenCalledTimes(20);
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
      added.mock.calls.map(([, listener]) => listener),
    );
  });

  it('ends its pause and releases everybody when it is stopped', async () => {
    const { breaker, probedAt, timers } = setUp({ probe: failing });
    breaker.trip(DOWN);
    const waiting = breaker.closed(never());
    expect(await settles(breaker.stop(), timers)).toBe(true);
    await waiting;
    expect(timers.sleeping).toBe(0);
    expect(probedAt).toEqual([]);
  });

  it('resolves a stop only when the probe that runs has come back', async () => {
    const probe = new Deferred();
    const { breaker, timers } = setUp({ probe: () => probe.promise });
    breaker.trip(DOWN);
    await timers.advance(250);
    const stop = breaker.stop();
    expect(await settles(stop, timers)).toBe(false);
    probe.reject(DOWN);
    await stop;
    expect(timers.sleeping).toBe(0);
  });

  it('does not open any more once it is stopped', async () => {
    const { breaker, observer, timers } = setUp({ probe: failing });
    await breaker.stop();
    breaker.trip(DOWN);
    expect(breaker.isOpen).toBe(false);
    expect(observer.events).toEqual([]);
    expect(timers.sleeping).toBe(0);
  });
});
