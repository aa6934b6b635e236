import type { Queryable } from '@decouple/messaging-postgres';
import type { RecordedRepair, RepairAudit, RepairResult } from '@decouple/payments-domain';

const LIST_REPAIRS = `
  select
    repair_id as "repairId", action, operator, reason, repaired, skipped, repaired_at as "repairedAt"
  from payment_repairs
  order by repair_id desc
  limit $1::integer
`;

export async function listRepairs(database: Queryable, limit: number): Promise<readonly RecordedRepair[]> {
  return database.query<RecordedRepair>(LIST_REPAIRS, [limit]);
}

const INSERT_REPAIR = `
  insert into payment_repairs (action, operator, reason, repaired, skipped, last_due_at)
  values (
    $1::text, $2::text, $3::text, $4::jsonb, $5::jsonb,
    case when $6::double precision is not null then now() + $6::double precision * interval '1 second' end
  )
`;

/** Writes the row of audit within the caller's transaction. */
export async function insertRepair(
  transaction: Queryable,
  action: RecordedRepair['action'],
  { operator, reason }: RepairAudit,
  { repaired, skipped, spreadSeconds }: RepairResult,
): Promise<void> {
  const lastDueInSeconds = action === 'resend' && repaired.length > 0 ? spreadSeconds : undefined;
  await transaction.query(INSERT_REPAIR, [
    action,
    operator,
    reason,
    JSON.stringify(repaired),
    JSON.stringify(skipped),
    lastDueInSeconds,
  ]);
}

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

export async function deleteRepairsOlderThan(database: Queryable, moment: Date, limit: number): Promise<number> {
  return (await database.query(DELETE_REPAIRS_OLDER_THAN, [moment.toISOString(), limit])).length;
}
