import { ImportBrokerDeadLetters, PeriodicTask } from '@decouple/messaging-core';
import { type Log, LogThrottle, maskCardNumbers } from '@decouple/platform';
import type { MessagingRuntime, MessagingRuntimeOptions } from '../delivery';

/** What the broker gives up has crashed a process a hundred times: half a minute more does not matter. */
const INTERVAL_MILLISECONDS = 30_000;

/** Brings what the broker gave up to the dead letters of the service, now and then; nothing where it gives nothing up. */
export function brokerDeadLetterImport(
  {
    announcer,
    broker,
    observer,
    randomness,
    relay,
    store,
    timers,
  }: Pick<MessagingRuntimeOptions, 'announcer' | 'broker' | 'observer' | 'randomness' | 'store' | 'timers'> &
    Pick<MessagingRuntime, 'relay'>,
  log: Log,
): readonly PeriodicTask[] {
  const native = broker.brokerDeadLetterQueue;
  if (native === undefined) return [];
  const ingest = new ImportBrokerDeadLetters({
    native,
    deadLetters: store.deadLetters,
    announcer,
    observer,
    redact: maskCardNumbers,
  });
  const failures = new LogThrottle(log, { repeatsEveryMilliseconds: INTERVAL_MILLISECONDS });
  const task = new PeriodicTask({
    intervalMilliseconds: INTERVAL_MILLISECONDS,
    run: async () => {
      const letters = await ingest.execute();
      if (letters === 0) return;
      relay.nudge();
      log.error({ letters }, 'the broker gave messages up; they are kept as dead letters');
    },
    onFailure: (error) =>
      failures.warn('ingestion', { error }, "the broker's dead letters could not be brought over; it is repeated"),
    timers,
    randomness,
  });
  return [task];
}
