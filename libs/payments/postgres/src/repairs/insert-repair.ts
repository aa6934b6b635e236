import type { Transaction } from '@decouple/messaging-postgres';
import type { RecordedRepair, RepairAudit, RepairResult } from '@decouple/payments-domain';

const INSERT_REPAIR = `
  insert into payment_repairs (action, operator, reason, repaired, skipped, last_due_at)
  values (
    $1::text, $2::text, $3::text, $4::jsonb, $5::jsonb,
    case when $6::double precision is not null then now() + $6::double precision * interval '1 second' end
  )
`;

/** Writes the row of audit within the caller's transaction. */
export async function insertRepair(
  transaction: Transaction,
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
