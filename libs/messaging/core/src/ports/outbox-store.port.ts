import type { OutgoingMessage } from '../message/outgoing-message';

/** A stored message with what happened to it so far. */
export interface OutboxEntry extends OutgoingMessage {
  /** Failed tries to send this very message; an unreachable broker does not count. */
  readonly attempts: number;
}

/** What the relay found out about one entry. */
export type RelayOutcome =
  | { readonly outcome: 'sent' }
  /** Leave it as it is: nothing is wrong with it. */
  | { readonly outcome: 'keep' }
  | { readonly outcome: 'retry'; readonly delayMilliseconds: number; readonly reason: string }
  /** No broker will ever take it: keep it as a dead letter. */
  | { readonly outcome: 'refused'; readonly reason: string };

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
  /** Stores the messages, all or none. A message that is there already (same `source` + `id`) is left alone. */
  add(messages: readonly OutgoingMessage[]): Promise<void>;

  /**
   * Claims up to `limit` due entries, those due for longest first, hands them to `deliver` and applies what it answers: in one
   * transaction, so that a claim ends with the process that made it.
   *
   * Promised: no two relays, in whatever process, hold an entry at the same time. `deliver` gets at least one entry or
   * is not called. When `deliver` rejects, or the process dies, the entries are as before.
   * Not promised: that an entry is delivered once. A crash after sending and before the commit sends it again.
   */
  relay(
    limit: number,
    deliver: (entries: readonly OutboxEntry[]) => Promise<readonly RelayOutcome[]>,
  ): Promise<RelayedBatch>;

  backlog(): Promise<Backlog>;
}
