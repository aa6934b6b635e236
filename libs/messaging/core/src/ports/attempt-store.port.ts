import type { MessageKey } from '../message/message-key';

/**
 * Counts failed attempts at a message where the count is true. A broker's own receive count is not: it starts again
 * after a redrive, and grows when a message was only given back.
 */
export interface AttemptStore {
  /** Counts one more failed attempt and returns how many there are now, from 1. Safe under concurrency. */
  countFailure(key: MessageKey): Promise<number>;
}
