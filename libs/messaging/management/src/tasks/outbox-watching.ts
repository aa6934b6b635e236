import { type OutboxWatch, PeriodicTask, type RuntimePorts } from '@decouple/messaging-core';
import type { Log } from '@decouple/platform';

const INTERVAL_MILLISECONDS = 10_000;

/** Looks every ten seconds whether the outbox is being emptied, and says so in the log while it is not. */
export function outboxWatching(
  watch: OutboxWatch,
  { randomness, timers }: Pick<RuntimePorts, 'randomness' | 'timers'>,
  log: Log,
): PeriodicTask {
  return new PeriodicTask({
    intervalMilliseconds: INTERVAL_MILLISECONDS,
    run: async () => {
      await watch.look();
      const stuck = watch.stuckForMilliseconds;
      if (stuck === undefined) return;
      const seconds = Math.round(stuck / 1_000);
      log.error({ seconds }, 'the outbox is stuck: its oldest due message is not sent, and no outage is known');
    },
    // The relay and the health of the database report the same outage.
    onFailure: (error) => log.debug({ error }, 'the outbox could not be watched'),
    timers,
    randomness,
  });
}
