import { ImportBrokerDeadLetters, type Envelope, PeriodicTask } from '@decouple/messaging-core';
import { LogThrottle } from '@decouple/platform';
import type { MessagingTasksDeps } from './messaging-tasks-deps';

/** A message that the broker gave up has crashed a process many times: 30 seconds more do not matter. */
const INTERVAL_MILLISECONDS = 30_000;

/** Moves what the broker gave up to the dead letters of the service; no task for a broker that gives nothing up. */
export function brokerDeadLetterImport<M extends Envelope>(deps: MessagingTasksDeps<M>): readonly PeriodicTask[] {
  const { announcer, broker, log, observer, randomness, read, redact, runtime, store, timers } = deps;
  const native = broker.brokerDeadLetterQueue;
  if (native === undefined) return [];
  const importDeadLetters = new ImportBrokerDeadLetters({
    native,
    deadLetters: store.deadLetters,
    announcer,
    observer,
    read,
    redact,
    nudgeRelay: () => runtime.relay.nudge(),
  });
  const failures = new LogThrottle(log, { repeatsEveryMilliseconds: INTERVAL_MILLISECONDS });
  const task = new PeriodicTask({
    intervalMilliseconds: INTERVAL_MILLISECONDS,
    run: async () => {
      const letters = await importDeadLetters.execute();
      if (letters > 0) log.error({ letters }, 'the broker gave messages up; they are kept as dead letters');
    },
    onFailure: (error) =>
      failures.warn('ingestion', { error }, "the broker's dead letters could not be brought over; it is repeated"),
    timers,
    randomness,
  });
  return [task];
}
