import type { EntityManager } from 'typeorm';
import type { NewLedgerEntry } from './decide-group';

/**
 * Any conflict leaves the row out: another process has an entry for the payment, or a recorded payment for the month.
 * In an order that serves both constraints, so that two groups do not wait for each other in a circle.
 */
const INSERT_LEDGER_ENTRIES = `
  insert into ledger_entries (
    payment_id, policy_number, customer_id, billing_period, amount_minor, currency, method_type, outcome, reason_code,
    reason_detail, accepted_at, decided_at
  )
  select
    entry.payment_id, entry.policy_number, entry.customer_id, entry.billing_period, entry.amount_minor, entry.currency,
    entry.method_type, entry.outcome, entry.reason_code, entry.reason_detail, entry.accepted_at, entry.decided_at
  from json_to_recordset($1::json) as entry (
    payment_id uuid, policy_number text, customer_id text, billing_period text, amount_minor bigint, currency text,
    method_type text, outcome text, reason_code text, reason_detail text, accepted_at timestamptz, decided_at timestamptz
  )
  order by entry.policy_number collate "C", entry.billing_period collate "C", entry.payment_id
  on conflict do nothing
  returning payment_id
`;

/** @returns how many of them were inserted */
export async function insertLedgerEntries(manager: EntityManager, added: readonly NewLedgerEntry[]): Promise<number> {
  if (added.length === 0) return 0;
  const rows = await manager.query<unknown[]>(INSERT_LEDGER_ENTRIES, [JSON.stringify(added.map(entryRow))]);
  return rows.length;
}

function entryRow({ entry: { decidedAt, decision }, sale }: NewLedgerEntry): object {
  const rejection = decision.outcome === 'rejected' ? decision.reason : undefined;
  return {
    payment_id: sale.paymentId,
    policy_number: sale.policyNumber,
    customer_id: sale.customerId,
    billing_period: sale.billingPeriod,
    amount_minor: sale.amount.minorUnits.toString(),
    currency: sale.amount.currency,
    method_type: sale.paymentMethodType,
    outcome: decision.outcome,
    reason_code: rejection?.code,
    reason_detail: rejection?.detail,
    accepted_at: sale.acceptedAt.toISOString(),
    decided_at: decidedAt.toISOString(),
  };
}
