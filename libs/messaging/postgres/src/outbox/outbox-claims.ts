import { InfrastructureError, type MonotonicClock } from '@decouple/messaging-core';
import type { Transaction } from '../connection/transaction';
import { ClaimBound } from './claim-bound';
import { claimOutboxEntries } from './claim-outbox-entries';
import type { Claim, ClaimedEntry } from './claim-statement';
import { sweepOutboxEntries } from './sweep-outbox-entries';

export interface ClaimedBatch {
  readonly entries: readonly ClaimedEntry[];
  /** To be called when all entries of the batch are settled, and the transaction is committed. */
  settled(): void;
}

const CANCELLED_BY_TIMEOUT = '57014';

/** Claims entries at a cost that follows what is pending, whatever the table was used for before. */
export class OutboxClaims {
  private readonly bound = new ClaimBound();

  constructor(private readonly monotonic: MonotonicClock) {}

  /** Where the entries begin that are not known to be settled, as PostgreSQL reads a timestamp. */
  get since(): string {
    return this.bound.since;
  }

  async claim(transaction: Transaction, limit: number): Promise<ClaimedBatch> {
    const swept = await this.sweep(transaction, limit);
    const room = limit - swept.length;
    if (room === 0) return { entries: swept, settled: () => undefined };
    const { at, entries, newestEntryId, read } = await this.look(transaction, room);
    this.bound.foundNothingBefore(entries[0]?.dueAt ?? at, read - entries.length, newestEntryId);
    const reached = entries.length < room ? at : (entries.at(-1)?.dueAt ?? at);
    const sweptIds = new Set(swept.map(({ entryId }) => entryId));
    return {
      entries: [...swept, ...entries.filter(({ entryId }) => !sweptIds.has(entryId))],
      settled: () => this.bound.settledBefore(reached),
    };
  }

  private async look(transaction: Transaction, limit: number): Promise<Claim> {
    try {
      return await claimOutboxEntries(transaction, limit, this.bound.since);
    } catch (error) {
      if (error instanceof InfrastructureError && error.code === CANCELLED_BY_TIMEOUT) this.bound.ranOutOfTime();
      throw error;
    }
  }

  private async sweep(transaction: Transaction, limit: number): Promise<readonly ClaimedEntry[]> {
    const range = this.bound.nextSweep(this.monotonic.milliseconds());
    if (range === undefined) return [];
    const { entries, read } = await sweepOutboxEntries(transaction, limit, range);
    // A full batch may have left entries of the range; the next sweep begins there again.
    if (entries.length < limit) this.bound.swept(range, read);
    return entries;
  }
}
