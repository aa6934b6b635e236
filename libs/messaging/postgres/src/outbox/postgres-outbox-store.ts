import {
  type Backlog,
  type DeadLetter,
  deadLetterOfRefused,
  type PublishResult,
  type MonotonicClock,
  type OutboxEntry,
  type OutboxMonitor,
  type OutboxStore,
  type OutgoingMessage,
  type RelayedBatch,
} from '@decouple/messaging-core';
import type { DataSource } from 'typeorm';
import type { Transaction } from '../connection/transaction';
import { Database } from '../connection/database';
import { isStaleSession } from '../connection/session-state';
import { upsertDeadLetters } from '../tables/upsert-dead-letters';
import { insertOutboxMessages } from '../tables/insert-outbox-messages';
import { deleteOutboxEntries, findLongestDue, measureOutboxBacklog } from './outbox.sql';
import { type ClaimedBatch, OutboxClaims } from './outbox-claims';
import { type FailedEntry, rescheduleOutboxEntries } from './reschedule-outbox-entries';

export interface PostgresOutboxStoreOptions {
  /** What is unavailable when it is unavailable: `orders database`. */
  readonly resource: string;
  /** Runs in the transaction that removes settled messages, before its commit; not called for none. */
  readonly onSettled?: (transaction: Transaction, messages: SettledMessages) => Promise<void>;
  /** The process's own, when absent. */
  readonly monotonic?: MonotonicClock;
}

/** Messages that the outbox does not hold any more. */
export interface SettledMessages {
  readonly sent: readonly OutgoingMessage[];
  /** Kept as dead letters, because no broker accepts them. */
  readonly refused: readonly DeadLetter[];
}

/** A batch that was handed over, with what was found out about each entry. */
interface Published {
  readonly claimed: ClaimedBatch;
  readonly deliveries: readonly PublishResult[];
}

/** An outbox in a table. A claim is a row lock, held while the messages are delivered. */
export class PostgresOutboxStore implements OutboxStore, OutboxMonitor {
  private readonly database: Database;
  private readonly claims: OutboxClaims;

  constructor(
    dataSource: DataSource,
    private readonly options: PostgresOutboxStoreOptions,
  ) {
    this.database = new Database(dataSource, options.resource);
    this.claims = new OutboxClaims(options.monotonic ?? { milliseconds: () => performance.now() });
  }

  async add(messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    await this.database.transaction((transaction) => insertOutboxMessages(transaction, messages));
  }

  async relay(
    limit: number,
    deliver: (entries: readonly OutboxEntry[]) => Promise<readonly PublishResult[]>,
  ): Promise<RelayedBatch> {
    const published: Published[] = [];
    const batch = await this.relayOnce(limit, deliver, published);
    for (const { claimed, deliveries } of published) {
      if (claimed.entries.every((_, index) => isSettled(deliveries[index]))) claimed.settled();
    }
    return batch;
  }

  async longestDue(): Promise<string | undefined> {
    return findLongestDue(this.database, this.claims.since);
  }

  async backlog(): Promise<Backlog> {
    return measureOutboxBacklog(this.database, this.claims.since);
  }

  private async relayOnce(
    limit: number,
    deliver: (entries: readonly OutboxEntry[]) => Promise<readonly PublishResult[]>,
    published: Published[],
  ): Promise<RelayedBatch> {
    try {
      // A conflict must not deliver the same batch again. The relay comes back by itself.
      return await this.database.transactionWithClaim(
        (transaction) => this.claims.claim(transaction, limit),
        async (transaction, claimed) => {
          const { entries } = claimed;
          const deliveries = entries.length === 0 ? [] : await deliver(entries.map(({ entry }) => entry));
          const batch = { claimed, deliveries };
          published.push(batch);
          return this.settle(transaction, batch);
        },
      );
    } catch (error) {
      const [batch] = published;
      if (batch === undefined || !isStaleSession(error)) throw error;
      // The messages are sent; only what is noted about them is repeated. Another relay may hold the entries by now, and
      // send them again; then this waits for it and finds them gone.
      return this.database.transaction((transaction) => this.settle(transaction, batch));
    }
  }

  private async settle(transaction: Transaction, { claimed, deliveries }: Published): Promise<RelayedBatch> {
    const sent: OutgoingMessage[] = [];
    const settled: string[] = [];
    const failed: FailedEntry[] = [];
    const refused: DeadLetter[] = [];
    claimed.entries.forEach(({ entryId, entry }, index) => {
      const delivery = deliveries[index];
      switch (delivery?.status) {
        case 'sent':
          sent.push(entry);
          settled.push(entryId);
          break;
        case 'refused':
          refused.push(deadLetterOfRefused({ ...entry, attempts: entry.attempts + 1 }, delivery.reason));
          settled.push(entryId);
          break;
        case 'failed':
          failed.push({ entryId, delayMilliseconds: delivery.retryAfterMilliseconds ?? 0, reason: delivery.reason });
          break;
        case 'unavailable':
        case undefined:
          break;
      }
    });
    await rescheduleOutboxEntries(transaction, failed);
    await upsertDeadLetters(transaction, refused);
    if (settled.length > 0) await this.options.onSettled?.(transaction, { sent, refused });
    await deleteOutboxEntries(transaction, settled);
    return { claimed: claimed.entries.length, sent: sent.length };
  }
}

/** Whether the entry is gone, or due later: either way no claim has to find it where it was. */
function isSettled(delivery: PublishResult | undefined): boolean {
  return delivery !== undefined && delivery.status !== 'unavailable';
}
