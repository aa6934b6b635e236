import type { Transaction } from '../connection/transaction';
import { type Claim, claimStatement, runClaim } from './claim-statement';

/**
 * `due_at` is when a transaction began, and it commits 250 ms later at most, nearly always: what comes later still is found
 * by sweeping. Never later than now, so that a database clock that was set back hides nothing.
 */
export const DUE_SINCE = `due_at >= least($2::timestamptz, now()) - interval '250 milliseconds'`;

const CLAIM_OUTBOX_ENTRIES = claimStatement(
  'outbox_due',
  `where ${DUE_SINCE} and due_at <= now() order by due_at, entry_id`,
);

/**
 * Locks the entries that are due for longest and that no other relay holds.
 *
 * @param since as PostgreSQL reads a timestamp; entries that were due before are left
 */
export function claimOutboxEntries(transaction: Transaction, limit: number, since: string): Promise<Claim> {
  return runClaim(transaction, CLAIM_OUTBOX_ENTRIES, [limit, since]);
}
