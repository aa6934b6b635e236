import type { MessageKey } from '../message/message-key';

/**
 * Counts failed attempts at a message where the count is true. A broker's own receive count is not: it starts again
 * after a redrive, and grows when a message was only given back.
 */
export interface AttemptStore {
  /** Counts one more failed attempt and returns how many there are now, from 1. Safe under concurrency. */
  countFailure(key: MessageKey): Promise<number>;

  /**
   * Forgets counts whose last failure was before the moment: a count outlives its message when a later attempt succeeds,
   * because success touches no count.
   *
   * @param limit most counts that one call forgets, so that no call holds others up
   * @returns how many were forgotten; fewer than the limit when no more were due
   */
  forgetBefore(moment: Date, limit: number): Promise<number>;
}
