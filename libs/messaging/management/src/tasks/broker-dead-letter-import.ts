import { ImportBrokerDeadLetters, type Envelope, PeriodicTask } from '@decouple/messaging-core';
import { LogThrottle } from '@decouple/platform';
import type { MessagingTasksDeps } from './messaging-tasks-deps';

/** Such a message has crashed a process many times already, so 30 s more do not matter. */
const INTERVAL_MILLISECONDS = 30_000;

/** Imports the messages that the broker gave up. No task for a broker without a dead-letter queue. */
export function brokerDeadLetterImport<M extends Envelope>(deps: MessagingTasksDeps<M>): readonly PeriodicTask[] {
  const { announcer, broker, log, observer, randomness, read, redact, runtime, store, timers } = deps;
  const brokerQueue = broker.brokerDeadLetterQueue;
  if (brokerQueue === undefined) return [];
  const importDeadLetters = new ImportBrokerDeadLetters({
    brokerQueue,
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
      const imported = await importDeadLetters.execute();
      if (imported > 0)
        log.error({ deadLetters: imported }, 'the broker gave messages up; they are kept as dead letters');
    },
    onFailure: (error) =>
      failures.warn('import', { error }, "the broker's dead letters could not be imported; the import is retried"),
    timers,
    randomness,
  });
  return [task];
}
