import type { Transaction } from '@decouple/messaging-postgres';

/** The first entry of the index of payments that are not final, without the parked ones. */
const FIND_OLDEST_OPEN = `
  select min(payments.accepted_at) as oldest
  from payments
  where (payments.outcome is null or payments.outcome = 'delayed')
    and payments.accepted_at >= $1::timestamptz
`;

/** When the oldest payment was accepted that can be overdue, of those accepted at or after the time. */
export async function findOldestOpen(transaction: Transaction, since: string): Promise<Date | undefined> {
  const [row] = await transaction.query<{ readonly oldest: Date | null }>(FIND_OLDEST_OPEN, [since]);
  return row?.oldest ?? undefined;
}
