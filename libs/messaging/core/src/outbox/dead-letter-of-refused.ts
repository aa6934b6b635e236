import type { DeadLetter } from '../ports/dead-letter-store.port';
import type { OutboxEntry } from '../ports/outbox-store.port';

/** What is kept of a message that no broker will take. The entry's attempts include the refused one. */
export function deadLetterOfRefused(entry: OutboxEntry, reason: string): DeadLetter {
  return {
    queue: entry.queue,
    source: entry.source,
    id: entry.id,
    type: entry.type,
    body: entry.body,
    reasonCode: 'refused-by-broker',
    errorClass: 'MessageRefused',
    errorMessage: reason,
    errorStack: undefined,
    attempts: entry.attempts,
    traceparent: undefined,
  };
}
