import type { Transaction } from '@decouple/messaging-postgres';

/** Answered from the index of payments that are not final, which is small. */
const FIND_OLDEST_UNANSWERED = `
  select min(payments.accepted_at) as oldest
  from payments
  where payments.outcome is null
    and payments.accepted_at >= $1::timestamptz
`;

/** @param since as PostgreSQL reads a timestamp; payments that were accepted before are left */
export async function findOldestUnanswered(transaction: Transaction, since: string): Promise<Date | undefined> {
  const [row] = await transaction.query<{ readonly oldest: Date | null }>(FIND_OLDEST_UNANSWERED, [since]);
  return row?.oldest ?? undefined;
}
