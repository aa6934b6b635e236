import type { Database } from '@decouple/messaging-postgres';
import type { PolicyHistory } from '@decouple/sales-domain';

const FIND_POLICY_HISTORY = `
  select
    (
      select ledger_entries.payment_id
      from ledger_entries
      where ledger_entries.policy_number = $1::text
        and ledger_entries.billing_period = $2::text
        and ledger_entries.outcome = 'recorded'
    ) as "paidBy",
    (select policies.currency from policies where policies.policy_number = $1::text) as currency
`;

export async function findPolicyHistory(
  database: Database,
  policyNumber: string,
  billingPeriod: string,
): Promise<PolicyHistory> {
  const [row] = await database.query<{ readonly paidBy: string | null; readonly currency: string | null }>(
    FIND_POLICY_HISTORY,
    [policyNumber, billingPeriod],
  );
  return { paidBy: row?.paidBy ?? undefined, currency: row?.currency ?? undefined };
}
