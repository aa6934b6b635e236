import type { Clock } from '@decouple/messaging-core';
import type { HealthReport, HealthSource } from '@decouple/platform';
import type { QueueTransport } from './queue-transport';

/**
 * A long poll lasts 20 s at most and a failed one is repeated within a minute; after this long without any, pulling has
 * died. Also the longest that one batch may be in hand while nothing is known to be broken.
 */
const STUCK_AFTER_MILLISECONDS = 180_000;

const PROBE_TIMEOUT_MILLISECONDS = 1_500;

export interface ServiceHealthParts {
  readonly transport: QueueTransport;
  readonly clock: Clock;
  /** Rejects while the database cannot be used. */
  readonly probe: () => Promise<void>;
}

/**
 * What a service that reads a queue says of its health. Alive is who pulls and finishes, not who says that it runs. Ready
 * is whose database takes writes and whose breaker is closed; the broker may be down, because the outbox bridges that.
 */
export function serviceHealth({ clock, probe, transport }: ServiceHealthParts): HealthSource {
  const startedAt = clock.now();
  return {
    live: () => {
      const { breakerOpen, lastPollAt, oldestBatchStartedAt } = transport.health();
      const now = clock.now().getTime();
      const polls = breakerOpen || now - (lastPollAt ?? startedAt).getTime() < STUCK_AFTER_MILLISECONDS;
      const finishes =
        breakerOpen ||
        oldestBatchStartedAt === undefined ||
        now - oldestBatchStartedAt.getTime() < STUCK_AFTER_MILLISECONDS;
      return report({ polling: polls || 'no poll for minutes', handling: finishes || 'a batch is stuck' });
    },
    ready: async () => {
      const breaker = !transport.health().breakerOpen || 'open: an outage is being waited out';
      return report({ breaker, database: await answers(probe) });
    },
  };
}

async function answers(probe: () => Promise<void>): Promise<true | string> {
  const timeout = AbortSignal.timeout(PROBE_TIMEOUT_MILLISECONDS);
  const late = new Promise<string>((resolve) =>
    timeout.addEventListener('abort', () => resolve('no answer'), { once: true }),
  );
  return Promise.race([
    late,
    probe().then(
      () => true as const,
      (error: unknown) => (error instanceof Error ? error.message : 'not available'),
    ),
  ]);
}

function report(checks: HealthReport['checks']): HealthReport {
  return { ok: Object.values(checks).every((check) => check === true), checks };
}
