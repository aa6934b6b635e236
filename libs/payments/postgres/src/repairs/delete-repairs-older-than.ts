import type { Database } from '@decouple/messaging-postgres';

/** What another process deletes is passed over. One row per request of an operator: no index is needed. */
const DELETE_REPAIRS_OLDER_THAN = `
  delete from payment_repairs
  where ctid = any (array(
    select ctid
    from payment_repairs
    where greatest(repaired_at, last_due_at) < $1::timestamptz
    order by repair_id
    limit $2::integer
    for update skip locked
  ))
  returning 1
`;

export async function deleteRepairsOlderThan(database: Database, moment: Date, limit: number): Promise<number> {
  return (await database.query(DELETE_REPAIRS_OLDER_THAN, [moment.toISOString(), limit])).length;
}
