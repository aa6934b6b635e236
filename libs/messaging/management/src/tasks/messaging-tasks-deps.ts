import type {
  Envelope,
  FailureAnnouncer,
  MessagingRuntime,
  QueueBroker,
  ReadMessage,
  RuntimePorts,
} from '@decouple/messaging-core';
import type { Log } from '@decouple/platform';
import type { ManagedStore } from './managed-store';

export interface MessagingTasksDeps<M extends Envelope> extends RuntimePorts {
  readonly store: Omit<ManagedStore, 'close' | 'probe'>;
  readonly broker: Pick<QueueBroker, 'brokerDeadLetterQueue'>;
  readonly runtime: Pick<MessagingRuntime<M>, 'relay' | 'watch'>;
  readonly read: ReadMessage<M>;
  /** Removes from the text of an unreadable message what must not be stored; nothing when absent. */
  readonly redact?: (body: string) => string;
  readonly announcer: FailureAnnouncer<M>;
  readonly retention: { readonly auditKeptDays: number };
  readonly log: Log;
}
