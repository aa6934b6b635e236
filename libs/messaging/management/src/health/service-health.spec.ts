import { Deferred, VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import type { ConsumerHealth, Outage } from '@decouple/messaging-core';
import { serviceHealth } from './service-health';

const WELL = { ok: true, checks: { polling: true, handling: true } };
const MINUTE = 60_000;

interface Facts {
  breakerOpen: boolean;
  lastPollAt?: number;
  oldestBatchStartedAt?: number;
  lastOutageEndedAt?: number;
  pollsFailSince?: number;
}

function setUp(probe: () => Promise<void> = async () => undefined) {
  const clock = new VirtualClock();
  const timers = new VirtualTimers(clock);
  /** Moments of the monotonic clock. */
  const facts: Facts = { breakerOpen: false };
  const ageOf = (moment: number | undefined): number | undefined =>
    moment === undefined ? undefined : clock.milliseconds() - moment;
  const health = (): ConsumerHealth => ({
    breakerOpen: facts.breakerOpen,
    lastPollAgeMilliseconds: ageOf(facts.lastPollAt),
    oldestBatchAgeMilliseconds: ageOf(facts.oldestBatchStartedAt),
    lastOutageEndedAgeMilliseconds: ageOf(facts.lastOutageEndedAt),
    pollsFailingForMilliseconds: ageOf(facts.pollsFailSince),
  });
  const relay: { outage: Outage | undefined } = { outage: undefined };
  const watch: { stuckForMilliseconds: number | undefined } = { stuckForMilliseconds: undefined };
  const { announceStop, frontDoor, whole } = serviceHealth({
    consumer: { health },
    relay,
    watch,
    clock,
    monotonic: clock,
    timers,
    probe,
  });
  return { announceStop, clock, facts, frontDoor, health: frontDoor, relay, timers, watch, whole };
}

describe('live', () => {
  it('is true while polls and batches complete', () => {
    const { clock, facts, health } = setUp();
    facts.lastPollAt = facts.oldestBatchStartedAt = clock.milliseconds();

    expect(health.live()).toEqual(WELL);
  });

  it('is true after the start until a poll is overdue', async () => {
    const { health, timers } = setUp();
    await timers.advance(3 * MINUTE - 1);

    expect(health.live()).toEqual(WELL);
    await timers.advance(1);
    expect(health.live()).toEqual({ ok: false, checks: { polling: 'no poll for minutes', handling: true } });
  });

  it('is false when polling has stopped', async () => {
    const { clock, facts, health, timers } = setUp();
    await timers.advance(10 * MINUTE);
    facts.lastPollAt = clock.milliseconds();

    expect(health.live()).toEqual(WELL);
    await timers.advance(3 * MINUTE);
    expect(health.live()).toMatchObject({ ok: false, checks: { polling: 'no poll for minutes' } });
  });

  it('is false when a batch is stuck, even if other loops poll', async () => {
    const { clock, facts, health, timers } = setUp();
    facts.oldestBatchStartedAt = clock.milliseconds();
    await timers.advance(3 * MINUTE);
    facts.lastPollAt = clock.milliseconds();

    expect(health.live()).toEqual({ ok: false, checks: { polling: true, handling: 'a batch is stuck' } });
  });

  it('is true during an outage of any length', async () => {
    const { clock, facts, health, timers } = setUp();
    facts.lastPollAt = facts.oldestBatchStartedAt = clock.milliseconds();
    facts.breakerOpen = true;
    await timers.advance(60 * MINUTE);

    expect(health.live()).toEqual(WELL);
  });

  it('is true right after a long outage, before the first poll completes', async () => {
    const { clock, facts, health, timers } = setUp();
    facts.lastPollAt = facts.oldestBatchStartedAt = clock.milliseconds();
    await timers.advance(60 * MINUTE);
    facts.lastOutageEndedAt = clock.milliseconds();

    expect(health.live()).toEqual(WELL);
    await timers.advance(3 * MINUTE);
    expect(health.live()).toEqual({
      ok: false,
      checks: { polling: 'no poll for minutes', handling: 'a batch is stuck' },
    });
  });
});

describe('ready', () => {
  it('is true when the database responds and the breaker is closed', async () => {
    expect(await setUp().health.ready()).toEqual({ ok: true, checks: { breaker: true, database: true } });
  });

  it('is false during an outage', async () => {
    const { facts, health } = setUp();
    facts.breakerOpen = true;

    expect(await health.ready()).toEqual({
      ok: false,
      checks: { breaker: 'open: an outage is being waited out', database: true },
    });
  });

  it.each([
    [new Error('The orders database is not available (57P03).'), 'The orders database is not available (57P03).'],
    ['a text', 'not available'],
  ])('is false when the database refuses', async (error, word) => {
    const { health } = setUp(() => Promise.reject(error as Error));

    expect(await health.ready()).toEqual({ ok: false, checks: { breaker: true, database: word } });
  });

  it('probes the database at most twice a second', async () => {
    const probe = jest.fn(async () => undefined);
    const { health, timers, whole } = setUp(probe);
    for (let request = 0; request < 100; request += 1) await Promise.all([health.ready(), whole.ready()]);
    expect(probe).toHaveBeenCalledTimes(1);
    await timers.advance(500);
    await health.ready();

    expect(probe).toHaveBeenCalledTimes(2);
  });

  it('responds in time when the database does not', async () => {
    const { health, timers } = setUp(() => new Promise(() => undefined));
    const report = health.ready();
    await timers.advance(1_500);

    expect(await report).toEqual({ ok: false, checks: { breaker: true, database: 'no answer' } });
  });

  it('ignores a late response of the database', async () => {
    const answer = new Deferred();
    const { health, timers } = setUp(() => answer.promise);
    const report = health.ready();
    await timers.advance(1_500);
    answer.reject(new Error('late'));

    expect(await report).toMatchObject({ checks: { database: 'no answer' } });
  });

  it('leaves no timer behind', async () => {
    const { health, timers } = setUp();
    await health.ready();

    expect(timers.sleeping).toBe(0);
  });
});

describe('ready while the broker is down', () => {
  const ALL_WELL = { ok: true, checks: { breaker: true, database: true, broker: true, relay: true } };

  it('is the whole service when it delivers, too', async () => {
    expect(await setUp().whole.ready()).toEqual(ALL_WELL);
  });

  it.each([
    [
      'the relay waits for the end of an outage',
      (subject: ReturnType<typeof setUp>) => {
        const startedAt = subject.clock.now();
        subject.relay.outage = { resource: 'broker', reason: 'The broker is not available (ECONNREFUSED).', startedAt };
      },
      { relay: 'paused since 2026-11-22T10:00:00.000Z: The broker is not available (ECONNREFUSED).' },
    ],
    [
      'the outbox is stuck',
      (subject: ReturnType<typeof setUp>) => {
        subject.watch.stuckForMilliseconds = 75_000;
      },
      { relay: 'stuck: the oldest due message has waited for 75 s' },
    ],
    [
      'the broker hands out nothing',
      (subject: ReturnType<typeof setUp>) => {
        subject.facts.pollsFailSince = subject.clock.milliseconds();
      },
      { broker: 'hands out nothing since 2026-11-22T10:00:00.000Z' },
    ],
  ])('is not the whole service when %s, but its front door is', async (_what, happens, checks) => {
    const subject = setUp();
    happens(subject);

    expect(await subject.whole.ready()).toEqual({ ok: false, checks: { ...ALL_WELL.checks, ...checks } });
    expect(await subject.frontDoor.ready()).toMatchObject({ ok: true });
  });
});

describe('a process that is about to stop', () => {
  it('is not ready, so that nothing more is sent to it, and alive, so that nothing kills it', async () => {
    const { announceStop, frontDoor, whole } = setUp();
    announceStop();

    for (const health of [frontDoor, whole]) {
      expect(await health.ready()).toMatchObject({ ok: false, checks: { process: 'is about to stop' } });
      expect(health.live()).toEqual(WELL);
    }
  });
});
