import { type DeliveryStore, PeriodicTask, type RuntimePorts } from '@decouple/messaging-core';
import type { Log } from '@decouple/platform';

/** Also how often a transaction that does not end is reported. */
const INTERVAL_MILLISECONDS = 5 * 60_000;

/** No transaction of the services lasts a minute, and a report or a backup rarely lasts five. */
const OLD_SECONDS = 300;

/** Warns of a transaction that does not end, because it makes the database slower for as long as it lasts. */
export function watchTransactions(
  { database }: Pick<DeliveryStore, 'database'>,
  { randomness, timers }: Pick<RuntimePorts, 'randomness' | 'timers'>,
  log: Log,
): readonly PeriodicTask[] {
  if (database === undefined) return [];
  const watch = new PeriodicTask({
    intervalMilliseconds: INTERVAL_MILLISECONDS,
    run: async () => {
      const { deletedOutboxRows, oldestTransaction } = await database.measure();
      if (oldestTransaction === undefined || oldestTransaction.ageSeconds < OLD_SECONDS) return;
      log.warn(
        { ...oldestTransaction, deletedOutboxRows },
        'a transaction is open for minutes: the database keeps all rows deleted since; end it or its session',
      );
    },
    onFailure: (error) => log.warn({ error }, 'the oldest transaction is not known; the next look comes in minutes'),
    timers,
    randomness,
  });
  return [watch];
}
