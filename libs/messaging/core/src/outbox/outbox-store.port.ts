import type { OutgoingMessage } from '../message/outgoing-message';
import type { PublishResult } from './message-publisher.port';

/** A stored message with what happened to it so far. */
export interface OutboxEntry extends OutgoingMessage {
  /** Failed tries to send this very message; an unreachable broker does not count. */
  readonly attempts: number;
}

export interface RelayedBatch {
  readonly claimed: number;
  readonly sent: number;
}

export interface Backlog {
  /** Entries stored; above 100,000 it may be an estimate. */
  readonly count: number;
  /** Age of the oldest entry in seconds; 0 when there is none. */
  readonly oldestAgeSeconds: number;
}

/**
 * Messages that are stored together with the business data and not yet handed to the broker.
 *
 * Whoever stores business data adds the messages in the same transaction through the adapter of its own store; `add` is
 * for messages that stand alone.
 */
export interface OutboxStore {
  /** Stores the messages, all or none. A message that is already stored for the same queue (same `queue` + `source` + `id`) is left alone. */
  add(messages: readonly OutgoingMessage[]): Promise<void>;

  /**
   * Claims up to `limit` due entries, those due for longest first, passes them to `publish` and settles each entry by its
   * result, in one transaction, so that a claim ends with the process that made it. `sent` removes the entry. `refused`
   * moves it to the dead letters. `failed` counts an attempt and makes it due again after `retryAfterMilliseconds`.
   * `unavailable`, or no result, leaves it as it is.
   *
   * Promised: no two relays, in whatever process, hold an entry at the same time. `publish` gets at least one entry or
   * is not called. When `publish` rejects, or the process dies, the entries are as before.
   * Not promised: that an entry is published once. A crash after sending and before the commit sends it again.
   */
  relay(
    limit: number,
    publish: (entries: readonly OutboxEntry[]) => Promise<readonly PublishResult[]>,
  ): Promise<RelayedBatch>;

  backlog(): Promise<Backlog>;
}
