import type { OutgoingMessage } from '../message/outgoing-message';

/** The result for one message of a batch: the publisher returns it, and the outbox settles the entry by it. */
export type PublishResult =
  /** The broker has it. */
  | { readonly status: 'sent' }
  /** The broker rejected this one; another try may help. The relay sets `retryAfterMilliseconds`; 0 when absent. */
  | { readonly status: 'failed'; readonly reason: string; readonly retryAfterMilliseconds?: number }
  /** The broker will never take this one as it is. */
  | { readonly status: 'refused'; readonly reason: string }
  /** The broker could not be asked, or does not say: nothing is known to be wrong with the message. */
  | { readonly status: 'unavailable'; readonly reason: string };

/** Hands messages to a broker. */
export interface MessagePublisher {
  /**
   * Sends any number of messages, to any of the configured queues.
   *
   * Promised: one result per message, in the same order; `sent` only when the broker confirmed that very entry.
   * Not promised: order of arrival, or that a message arrives once. A result other than `sent` does not mean that the
   * message did not arrive.
   *
   * Never rejects for trouble with the broker: that is a result.
   */
  publish(messages: readonly OutgoingMessage[]): Promise<readonly PublishResult[]>;
}
