import type { Queryable } from '@decouple/messaging-postgres';
import { AWAITS_REPLY } from '../store/payment-row';

/** The first entry of the index of payments that are not final, without the parked ones. */
const FIND_OLDEST_OPEN = `
  select min(payments.accepted_at) as oldest
  from payments
  where ${AWAITS_REPLY}
    and payments.accepted_at >= $1::timestamptz
`;

/** When the oldest payment was accepted that can be overdue, of those accepted at or after the time. */
export async function findOldestOpen(transaction: Queryable, since: string): Promise<Date | undefined> {
  const [row] = await transaction.query<{ readonly oldest: Date | null }>(FIND_OLDEST_OPEN, [since]);
  return row?.oldest ?? undefined;
}

const RECORD_REPUBLICATIONS = `
  update payments
  set reemissions = payments.reemissions + 1, reemitted_at = $2::timestamptz
  where payments.id = any($1::uuid[])
`;

export async function recordRepublications(transaction: Queryable, ids: readonly string[], at: Date): Promise<void> {
  await transaction.query(RECORD_REPUBLICATIONS, [ids, at.toISOString()]);
}
