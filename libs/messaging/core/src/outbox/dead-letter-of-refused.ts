import type { DeadLetter } from '../dead-letters/dead-letter-store.port';
import type { OutboxEntry } from './outbox-store.port';

/** The reason code of messages that the broker refused. */
export const REFUSED_BY_BROKER = 'refused-by-broker';

/** What is kept of a message that no broker will take. The entry's attempts include the refused one. */
export function deadLetterOfRefused(entry: OutboxEntry, reason: string): DeadLetter {
  return {
    queue: entry.queue,
    source: entry.source,
    id: entry.id,
    type: entry.type,
    body: entry.body,
    reasonCode: REFUSED_BY_BROKER,
    errorClass: 'MessageRefused',
    errorMessage: reason,
    errorStack: undefined,
    attempts: entry.attempts,
    traceparent: undefined,
  };
}
