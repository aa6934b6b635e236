import type { Database } from '@decouple/messaging-postgres';

/** Answered from the index of payments that are not final, which is small. */
const FIND_OLDEST_UNANSWERED = `
  select min(payments.accepted_at) as oldest
  from payments
  where payments.outcome is null
`;

export async function findOldestUnanswered(database: Database): Promise<Date | undefined> {
  const [row] = await database.query<{ readonly oldest: Date | null }>(FIND_OLDEST_UNANSWERED, []);
  return row?.oldest ?? undefined;
}
