import type { Clock, ConsumerHealth, MonotonicClock, OutboxRelay, OutboxWatch, Timers } from '@decouple/messaging-core';
import { type HealthReport, type HealthSource, CachedValue } from '@decouple/platform';
import { withTimeout } from './with-timeout';
import { timeAgo } from './time-ago';

/**
 * A long poll lasts 20 s at most and a failed one is repeated within a minute; after this long without any, pulling has
 * died. Also the longest that one batch may be in flight while no outage is known.
 */
const STUCK_AFTER_MILLISECONDS = 180_000;

const PROBE_TIMEOUT_MILLISECONDS = 1_500;

/** The probe writes, and anyone may ask for health: it is asked twice a second at most. */
const PROBE_KEPT_MILLISECONDS = 500;

export interface ServiceHealthDeps {
  readonly consumer: { health(): ConsumerHealth };
  readonly relay: Pick<OutboxRelay, 'outage'>;
  readonly watch: Pick<OutboxWatch, 'stuckForMilliseconds'>;
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
  readonly timers: Timers;
  /** Rejects while the database does not take what the service writes. */
  readonly probe: () => Promise<void>;
}

export interface ServiceHealth {
  /**
   * Of the service as a whole, for those who run it. Alive is who pulls and finishes, not who says that it runs. Ready is
   * whose database takes writes and who waits for no outage: neither what pulls nor what sends.
   */
  readonly whole: HealthSource;
  /**
   * Of its front door, for what spreads requests over processes. It is ready while the database takes writes, also
   * without the broker: the outbox bridges that, and sending clients away would turn an outage of the broker into one of
   * the service.
   */
  readonly frontDoor: HealthSource;
  /** From now on neither is ready: the process is about to stop. */
  announceStop(): void;
}

export function serviceHealth({
  clock,
  monotonic,
  probe,
  relay,
  timers,
  consumer,
  watch,
}: ServiceHealthDeps): ServiceHealth {
  const startedAt = monotonic.milliseconds();
  const database = new CachedValue(
    () => answers(probe, timers),
    () => monotonic.milliseconds(),
    PROBE_KEPT_MILLISECONDS,
    1,
  );
  let stopping: HealthReport['checks'] = {};
  const live = (): HealthReport => {
    const { breakerOpen, lastOutageEndedAgeMilliseconds, lastPollAgeMilliseconds, oldestBatchAgeMilliseconds } =
      consumer.health();
    // Polls and batches that an outage held up have had time only since it ended.
    const isStuck = (age: number): boolean =>
      !breakerOpen && Math.min(age, lastOutageEndedAgeMilliseconds ?? Infinity) >= STUCK_AFTER_MILLISECONDS;
    const polls = !isStuck(lastPollAgeMilliseconds ?? monotonic.milliseconds() - startedAt);
    const finishes = !isStuck(oldestBatchAgeMilliseconds ?? 0);
    return report({ polling: polls || 'no poll for minutes', handling: finishes || 'a batch is stuck' });
  };
  const accepting = async (): Promise<HealthReport['checks']> => ({
    breaker: !consumer.health().breakerOpen || 'open: an outage is being waited out',
    database: await database.latest(),
    ...stopping,
  });
  const delivering = (): HealthReport['checks'] => {
    const { pollsFailingForMilliseconds: failing } = consumer.health();
    const { outage } = relay;
    return {
      broker: failing === undefined || `hands out nothing since ${timeAgo(clock, failing).toISOString()}`,
      relay:
        outage === undefined ? isEmptied(watch) : `paused since ${outage.startedAt.toISOString()}: ${outage.reason}`,
    };
  };
  return {
    whole: { live, ready: async () => report({ ...(await accepting()), ...delivering() }) },
    frontDoor: { live, ready: async () => report(await accepting()) },
    announceStop: () => {
      stopping = { process: 'is about to stop' };
    },
  };
}

function isEmptied({ stuckForMilliseconds: stuck }: ServiceHealthDeps['watch']): true | string {
  return stuck === undefined || `stuck: the oldest due message has waited for ${Math.round(stuck / 1_000)} s`;
}

async function answers(probe: () => Promise<void>, timers: Timers): Promise<true | string> {
  try {
    const probed = probe().then(() => true as const);
    return await withTimeout(PROBE_TIMEOUT_MILLISECONDS, timers, probed, 'no answer');
  } catch (error) {
    return error instanceof Error ? error.message : 'not available';
  }
}

function report(checks: HealthReport['checks']): HealthReport {
  return { ok: Object.values(checks).every((check) => check === true), checks };
}
