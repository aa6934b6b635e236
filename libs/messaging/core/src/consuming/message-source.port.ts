import type { Disposition, ReceivedMessage } from '../message/received-message';

/** Handles one batch: exactly one disposition per message, in the same order. Must not reject. */
export type BatchHandler = (batch: readonly ReceivedMessage[], signal: AbortSignal) => Promise<readonly Disposition[]>;

export interface SourceHealth {
  /**
   * How long ago a poll last ended: with messages, without, or with an error. Undefined before the first. A high age means
   * that pulling itself has died, not that the broker is down.
   */
  readonly lastPollAgeMilliseconds: number | undefined;
  /** How long ago the oldest batch that is still being handled began. */
  readonly oldestBatchAgeMilliseconds: number | undefined;
  /**
   * For how long the broker has handed out nothing because every poll fails; undefined while polls succeed. It ends with
   * the next poll that succeeds, which on an idle queue may last as long as a long poll.
   */
  readonly pollsFailingForMilliseconds: number | undefined;
}

/** Pulls messages from one queue of a broker. */
export interface MessageSource {
  /** Logical name of the queue. */
  readonly queue: string;

  /**
   * Begins to hand over batches; returns when polling is set up, not when a message has come.
   *
   * Promised: a message is handed over until it is acknowledged, at least once; while it is being handled it is not
   * handed to anybody else (short of an outage of the broker). The next batch of a loop waits until the last one is
   * handled: a slow handler slows the pulling, it does not pile up messages.
   * Not promised: order; that a message comes once; that an acknowledgement reaches the broker.
   */
  start(handle: BatchHandler): Promise<void>;

  /**
   * Stops pulling, waits up to `graceMilliseconds` for batches in flight, then aborts their signal and gives the messages
   * back to the queue at once. When it resolves nothing is handled any more. Calling it again returns the same promise.
   */
  stop(graceMilliseconds: number): Promise<void>;

  health(): SourceHealth;
}
