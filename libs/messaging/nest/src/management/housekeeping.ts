import { ForgetHistory, PeriodicTask } from '@decouple/messaging-core';
import { type Log, LogThrottle } from '@decouple/platform';
import type { Surroundings } from '../delivery';
import type { ManagedStore } from './managed-store';

const INTERVAL_MILLISECONDS = 60 * 60 * 1_000;

/** Forgets once in an hour what nobody needs any more. */
export function housekeeping(
  store: Pick<ManagedStore, 'attempts' | 'deadLetterOffice' | 'now'>,
  { auditKeptDays }: { readonly auditKeptDays: number },
  { randomness, timers }: Surroundings,
  log: Log,
): PeriodicTask {
  const { attempts, deadLetterOffice: office, now } = store;
  const forgetHistory = new ForgetHistory({ attempts, office, auditKeptDays, now, timers });
  const failures = new LogThrottle(log, { repeatsEveryMilliseconds: INTERVAL_MILLISECONDS });
  return new PeriodicTask({
    intervalMilliseconds: INTERVAL_MILLISECONDS,
    run: async (stopping) => {
      const forgotten = await forgetHistory.execute(stopping);
      if (forgotten.attempts + forgotten.decisions > 0) log.info(forgotten, 'old history was forgotten');
    },
    onFailure: (error) => failures.warn('housekeeping', { error }, 'housekeeping failed; it is repeated in an hour'),
    timers,
    randomness,
  });
}
