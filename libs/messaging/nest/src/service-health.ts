import type { Clock, Timers } from '@decouple/messaging-core';
import type { HealthReport, HealthSource } from '@decouple/platform';
import type { QueueTransport } from './queue-transport';

/**
 * A long poll lasts 20 s at most and a failed one is repeated within a minute; after this long without any, pulling has
 * died. Also the longest that one batch may be in hand while nothing is known to be broken.
 */
const STUCK_AFTER_MILLISECONDS = 180_000;

const PROBE_TIMEOUT_MILLISECONDS = 1_500;

export interface ServiceHealthParts {
  readonly transport: Pick<QueueTransport, 'health'>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Rejects while the database cannot be used. */
  readonly probe: () => Promise<void>;
}

/**
 * What a service that reads a queue says of its health. Alive is who pulls and finishes, not who says that it runs. Ready
 * is whose database takes writes and whose breaker is closed; the broker may be down, because the outbox bridges that.
 */
export function serviceHealth({ clock, probe, timers, transport }: ServiceHealthParts): HealthSource {
  const startedAt = clock.now();
  return {
    live: () => {
      const { breakerOpen, lastOutageEndedAt, lastPollAt, oldestBatchStartedAt } = transport.health();
      // Polls and batches that an outage held up have had time only since it ended.
      const stuckSince = (moment: Date): boolean => {
        const since = Math.max(moment.getTime(), lastOutageEndedAt?.getTime() ?? 0);
        return !breakerOpen && clock.now().getTime() - since >= STUCK_AFTER_MILLISECONDS;
      };
      const polls = !stuckSince(lastPollAt ?? startedAt);
      const finishes = oldestBatchStartedAt === undefined || !stuckSince(oldestBatchStartedAt);
      return report({ polling: polls || 'no poll for minutes', handling: finishes || 'a batch is stuck' });
    },
    ready: async () => {
      const breaker = !transport.health().breakerOpen || 'open: an outage is being waited out';
      return report({ breaker, database: await answers(probe, timers) });
    },
  };
}

async function answers(probe: () => Promise<void>, timers: Timers): Promise<true | string> {
  const answered = new AbortController();
  const late = timers.sleep(PROBE_TIMEOUT_MILLISECONDS, answered.signal).then(() => 'no answer');
  try {
    return await Promise.race([late, probe().then(() => true as const)]);
  } catch (error) {
    return error instanceof Error ? error.message : 'not available';
  } finally {
    answered.abort();
  }
}

function report(checks: HealthReport['checks']): HealthReport {
  return { ok: Object.values(checks).every((check) => check === true), checks };
}
