import type { Database } from '../connection/database';

/**
 * What another housekeeper or a consumer holds is passed over, so that nobody waits for anybody. By the rows' places,
 * which stay theirs while they are locked: joined by key, the planner would read the whole table for a large batch.
 */
const FORGET_ATTEMPTS_BEFORE = `
  delete from delivery_attempts
  where ctid = any (array(
    select ctid
    from delivery_attempts
    where last_failed_at < $1::timestamptz
    order by last_failed_at
    limit $2::integer
    for update skip locked
  ))
  returning 1
`;

export async function deleteAttemptsOlderThan(database: Database, moment: Date, limit: number): Promise<number> {
  return (await database.query(FORGET_ATTEMPTS_BEFORE, [moment.toISOString(), limit])).length;
}
