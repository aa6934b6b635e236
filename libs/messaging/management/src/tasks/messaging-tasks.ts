import type { Envelope, PeriodicTask } from '@decouple/messaging-core';
import { brokerDeadLetterImport } from './broker-dead-letter-import';
import { housekeeping } from './housekeeping';
import type { MessagingTasksDeps } from './messaging-tasks-deps';
import { outboxWatching } from './outbox-watching';
import { watchTransactions } from './watch-transactions';

/** What every service with a queue does in the background besides delivering. */
export function messagingTasks<M extends Envelope>(deps: MessagingTasksDeps<M>): readonly PeriodicTask[] {
  const { log, retention, runtime, store } = deps;
  return [
    housekeeping(store, retention, deps, log),
    ...watchTransactions(store, deps, log),
    outboxWatching(runtime.watch, deps, log),
    ...brokerDeadLetterImport(deps),
  ];
}
