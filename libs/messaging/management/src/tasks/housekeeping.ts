import { PeriodicTask, PurgeHistory, type RuntimePorts } from '@decouple/messaging-core';
import { type Log, LogThrottle } from '@decouple/platform';
import type { ManagedStore } from './managed-store';

const INTERVAL_MILLISECONDS = 60 * 60 * 1_000;

/** Deletes expired records once an hour. */
export function housekeeping(
  store: Pick<ManagedStore, 'attempts' | 'audits' | 'deadLetterAdmin' | 'now'>,
  { auditKeptDays }: { readonly auditKeptDays: number },
  { randomness, timers }: Pick<RuntimePorts, 'randomness' | 'timers'>,
  log: Log,
): PeriodicTask {
  const { attempts, audits = [], deadLetterAdmin: admin, now } = store;
  const purgeHistory = new PurgeHistory({ attempts, admin, audits, auditKeptDays, now, timers });
  const failures = new LogThrottle(log, { repeatsEveryMilliseconds: INTERVAL_MILLISECONDS });
  return new PeriodicTask({
    intervalMilliseconds: INTERVAL_MILLISECONDS,
    run: async (stopping) => {
      const forgotten = await purgeHistory.execute(stopping);
      if (forgotten.attempts + forgotten.decisions > 0) log.info(forgotten, 'old history was forgotten');
    },
    onFailure: (error) => failures.warn('housekeeping', { error }, 'housekeeping failed; it is repeated in an hour'),
    timers,
    randomness,
  });
}
