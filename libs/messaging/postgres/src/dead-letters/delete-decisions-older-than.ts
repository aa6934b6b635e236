import type { Database } from '../connection/database';

/** What another housekeeper holds is passed over, so that nobody waits for anybody. */
const FORGET_DECISIONS_BEFORE = `
  delete from dead_letter_decisions
  where ctid = any (array(
    select ctid
    from dead_letter_decisions
    where decided_at < $1::timestamptz
    order by decided_at
    limit $2::integer
    for update skip locked
  ))
  returning 1
`;

export async function deleteDecisionsOlderThan(database: Database, moment: Date, limit: number): Promise<number> {
  return (await database.query(FORGET_DECISIONS_BEFORE, [moment.toISOString(), limit])).length;
}
