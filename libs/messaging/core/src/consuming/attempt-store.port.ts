import type { QueuedMessageKey } from '../message/message-key';
import type { OutgoingMessage } from '../message/outgoing-message';
import type { DeadLetter } from '../dead-letters/dead-letter-store.port';

/** What is known of a message when it has failed. */
export interface CountedFailure {
  /** Failed attempts so far, from 1. */
  readonly attempt: number;
  /**
   * Grows with everything that is announced of the same message by this store, its dead letters and their redrive,
   * whichever process announces it.
   */
  readonly sequence: number;
  /** Set when another consumer has given up a copy of the message already. */
  readonly givenUp: Pick<DeadLetter, 'reasonCode' | 'attempts'> | undefined;
}

export interface BookedFailure extends CountedFailure {
  /** Messages that were announced in the same transaction. */
  readonly announced: number;
}

/**
 * Counts failed attempts at a message where the count is true. A broker's own receive count is not: it starts again
 * after a redrive, and grows when a message was only given back.
 */
export interface AttemptStore {
  /**
   * Counts one more failed attempt and adds the messages that announce it to the outbox, in one transaction.
   *
   * Promised: failures of one message from one queue are counted one after the other, also against its dead letter: when `givenUp` is
   * undefined then no dead letter of it is announced with a lower sequence than this failure.
   *
   * @param announce pure; may be called more than once. Announces nothing when absent.
   */
  countFailure(
    key: QueuedMessageKey,
    announce?: (failure: CountedFailure) => readonly OutgoingMessage[],
  ): Promise<BookedFailure>;

  /**
   * Deletes counts whose last failure was before `moment`: a count outlives its message when a later attempt succeeds,
   * because success touches no count.
   *
   * @param limit maximum that one call deletes, so that no call blocks others
   * @returns the number deleted; below the limit when no more are due
   */
  deleteOlderThan(moment: Date, limit: number): Promise<number>;
}
