import type { EntryRange } from './sweep-outbox-entries';

/** Deleted rows that a claim may step over before it gets a lower bound: less than two milliseconds of work. */
const TOLERATED_DELETED_ROWS = 2_000;

/** Between two sweeps. With ranges of 20,000 rows, 10 to 20 ms each, they take less than a tenth of one connection. */
const SWEEP_INTERVAL_MILLISECONDS = 250;
const SWEPT_NUMBERS = 20_000;

/** Ranges that turn out nearly empty double up to this, so that a sweep through a billion numbers takes minutes. */
const MOST_SWEPT_NUMBERS = 1_000_000;

/**
 * Where a claim begins, so that its cost follows what is pending.
 *
 * PostgreSQL keeps deleted rows for as long as any transaction is older than their deletion. Without a bound each claim
 * steps over all of them: 25 ms after 29,000 sent messages. As long as there are few, a claim has no bound and finds what
 * is due for longest. When there are many, it begins where the last claims found nothing older, and sweeps look for what
 * may have appeared behind that: entries that were committed late, and entries that another relay had locked and given
 * back. Every second sweep looks at the newest numbers, where that is likely; the others go through all numbers in turn.
 */
export class ClaimBound {
  private bound: Date | 'now' | undefined;
  private newestEntryId = 0;
  private sweptAt = -Infinity;
  private newestIsNext = true;
  /** The turn through all numbers: how far it has come, downwards, in what steps, and what it has read. */
  private turn = { upTo: 0, step: SWEPT_NUMBERS, read: 0 };

  /** As PostgreSQL reads a timestamp. */
  get since(): string {
    if (this.bound === undefined) return '-infinity';
    return this.bound === 'now' ? 'now' : this.bound.toISOString();
  }

  /** A claim found nothing before this moment that it could lock. `deleted`: rows that it stepped over. */
  foundNothingBefore(moment: Date, deleted: number, newestEntryId: number): void {
    this.newestEntryId = newestEntryId;
    if (this.bound !== undefined || deleted > TOLERATED_DELETED_ROWS) this.bound = moment;
  }

  /** A claim took too long to find anything: there are so many deleted rows that only sweeps can go through them. */
  ranOutOfTime(): void {
    this.bound ??= 'now';
  }

  /** What was due before this moment, and could be locked, is settled. */
  settledBefore(moment: Date): void {
    if (this.bound !== undefined) this.bound = moment;
  }

  /** The range to sweep now; undefined when no sweep is due. */
  nextSweep(now: number): EntryRange | undefined {
    if (this.bound === undefined || now - this.sweptAt < SWEEP_INTERVAL_MILLISECONDS) return undefined;
    this.sweptAt = now;
    this.newestIsNext = !this.newestIsNext;
    if (!this.newestIsNext) return { after: this.newestEntryId - SWEPT_NUMBERS, upTo: this.newestEntryId };
    if (this.turn.upTo <= 0) this.turn = { upTo: this.newestEntryId, step: SWEPT_NUMBERS, read: 0 };
    return { after: this.turn.upTo - this.turn.step, upTo: this.turn.upTo };
  }

  /** The sweep of the range is done. A whole turn that met few deleted rows ends the bound. */
  swept({ after, upTo }: EntryRange, read: number): void {
    const { turn } = this;
    if (upTo !== turn.upTo || after !== turn.upTo - turn.step) return;
    const step = read < SWEPT_NUMBERS / 10 ? Math.min(turn.step * 2, MOST_SWEPT_NUMBERS) : SWEPT_NUMBERS;
    this.turn = { upTo: after, step, read: turn.read + read };
    if (after <= 0 && this.turn.read <= TOLERATED_DELETED_ROWS) this.bound = undefined;
  }
}
