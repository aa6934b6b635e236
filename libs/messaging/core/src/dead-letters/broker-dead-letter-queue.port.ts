/** A message that the broker itself gave up, after handing it over too often. */
export interface BrokerDeadLetter {
  /** Logical name of the queue that it was on. */
  readonly queue: string;
  /** The broker's own name for the entry; identifies what cannot be read. */
  readonly brokerMessageId: string;
  readonly body: string;
  /** How often the broker had handed it to handlers, from 1; reading it from the dead-letter queue does not count. */
  readonly receiveCount: number;
}

/** The broker's own dead-letter queue of the queue that a service reads: the net under what crashes a process. */
export interface BrokerDeadLetterQueue {
  /**
   * Hands over what is there, at most ten at once, and removes what `keep` has kept.
   *
   * Promised: a letter stays until `keep` resolves for it. When `keep` rejects nothing is removed, and the letters come
   * again later.
   * Not promised: that a letter comes once.
   *
   * @returns how many were removed; 0 when there are none
   */
  take(keep: (deadLetters: readonly BrokerDeadLetter[]) => Promise<void>): Promise<number>;
}
