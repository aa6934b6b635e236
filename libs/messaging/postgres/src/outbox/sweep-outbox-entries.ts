import type { Transaction } from '../connection/transaction';
import { type Claim, claimStatement, runClaim } from './claim-statement';

/** The sum keeps the planner from the index of due times, in which the range has no bounds. */
const SWEEP_OUTBOX_ENTRIES = claimStatement(
  'outbox_pkey',
  `where entry_id > $2::bigint and entry_id <= $3::bigint and due_at + interval '0' <= now() order by entry_id`,
);

/** Numbers of entries: those above `after`, up to `upTo`. A range of n numbers has n rows at most, deleted ones included. */
export interface EntryRange {
  readonly after: number;
  readonly upTo: number;
}

/** Locks due entries of a range that no other relay holds. */
export function sweepOutboxEntries(
  transaction: Transaction,
  limit: number,
  { after, upTo }: EntryRange,
): Promise<Claim> {
  return runClaim(transaction, SWEEP_OUTBOX_ENTRIES, [limit, after, upTo]);
}
