import type { Transaction } from '@decouple/messaging-postgres';

/** Any number; every process that repairs payments must use the same. */
const REPAIR_LOCK = 7_283_646_003;

const LOCK_REPAIRS = 'select pg_advisory_xact_lock($1::bigint)';

/** A statement of its own, so that it sees what was committed while its caller waited for the lock. */
const BUSY_SECONDS = `
  select extract(epoch from max(payment_repairs.last_due_at) - now())::double precision as seconds
  from payment_repairs
`;

/**
 * Waits for its turn and holds it until the caller's transaction ends.
 *
 * @returns seconds until the last message of all earlier repairs is due, negative when it was; undefined without any
 */
export async function lockRepairs(transaction: Transaction): Promise<number | undefined> {
  await transaction.query(LOCK_REPAIRS, [REPAIR_LOCK]);
  const [row] = await transaction.query<{ readonly seconds: number | null }>(BUSY_SECONDS);
  return row?.seconds ?? undefined;
}
