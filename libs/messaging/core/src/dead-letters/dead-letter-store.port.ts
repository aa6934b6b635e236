import type { MessageKey } from '../message/message-key';
import type { OutgoingMessage } from '../message/outgoing-message';

/** A message that will not be tried again by itself, with everything a person needs to decide what to do with it. */
export interface DeadLetter extends MessageKey {
  /** Logical queue it came from, or was meant for. */
  readonly queue: string;
  /** Message type, where it could be read. */
  readonly type: string | undefined;
  /** The whole message. */
  readonly body: string;
  /** Stable code of why it is here. */
  readonly reasonCode: string;
  readonly errorClass: string;
  readonly errorMessage: string;
  readonly errorStack: string | undefined;
  readonly attempts: number;
  readonly traceparent: string | undefined;
}

export interface StoredDeadLetter extends DeadLetter {
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

export interface DeadLetterStore {
  /**
   * Stores the dead letter, adds the messages that announce it to the outbox, and deletes the attempts counted for it, in
   * one transaction. A dead letter that is there already (same `source` + `id` + `queue`) is updated: last seen, reason,
   * attempts.
   *
   * @param announce pure, may be called more than once; its sequence is that of `CountedFailure`. Announces
   * nothing when absent.
   * @returns how many messages were announced
   */
  add(deadLetter: DeadLetter, announce?: (sequence: number) => readonly OutgoingMessage[]): Promise<number>;

  find(key: MessageKey): Promise<StoredDeadLetter | undefined>;

  count(): Promise<number>;
}
