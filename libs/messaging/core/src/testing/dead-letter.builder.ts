import type { DeadLetter } from '../dead-letters/dead-letter-store.port';
import { anOutgoingMessage } from './outgoing-message.builder';

/** A dead letter of a message of its own. */
export function aDeadLetter(facts: Partial<DeadLetter> = {}): DeadLetter {
  return {
    ...anOutgoingMessage(),
    reasonCode: 'attempts-exhausted',
    errorClass: 'TypeError',
    errorMessage: 'premium is not a function',
    errorStack: 'TypeError: premium is not a function\n    at record (ledger.js:1:1)',
    attempts: 8,
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    ...facts,
  };
}
