import type { Database } from '@decouple/messaging-postgres';
import type { RecordedRepair } from '@decouple/payments-domain';

const LIST_REPAIRS = `
  select
    repair_id as "repairId", action, operator, reason, repaired, skipped, repaired_at as "repairedAt"
  from payment_repairs
  order by repair_id desc
  limit $1::integer
`;

export async function listRepairs(database: Database, limit: number): Promise<readonly RecordedRepair[]> {
  return database.query<RecordedRepair>(LIST_REPAIRS, [limit]);
}
