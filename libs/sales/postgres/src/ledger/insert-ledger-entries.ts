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
  from unnest(
    $1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::timestamptz[], $12::timestamptz[]
  ) as entry (
    payment_id, policy_number, customer_id, billing_period, amount_minor, currency, method_type, outcome, reason_code,
    reason_detail, accepted_at, decided_at
  )
  order by entry.policy_number collate "C", entry.billing_period collate "C", entry.payment_id
  on conflict do nothing
  returning payment_id
`;

/** @returns how many of them were inserted */
export async function insertLedgerEntries(manager: EntityManager, added: readonly NewLedgerEntry[]): Promise<number> {
  if (added.length === 0) return 0;
  const sales = added.map(({ sale }) => sale);
  const decisions = added.map(({ entry }) => entry.decision);
  const rows = await manager.query<unknown[]>(INSERT_LEDGER_ENTRIES, [
    sales.map(({ paymentId }) => paymentId),
    sales.map(({ policyNumber }) => policyNumber),
    sales.map(({ customerId }) => customerId),
    sales.map(({ billingPeriod }) => billingPeriod),
    sales.map(({ amount }) => amount.minorUnits.toString()),
    sales.map(({ amount }) => amount.currency),
    sales.map(({ paymentMethodType }) => paymentMethodType),
    decisions.map(({ outcome }) => outcome),
    decisions.map((decision) => (decision.outcome === 'rejected' ? decision.reason.code : undefined)),
    decisions.map((decision) => (decision.outcome === 'rejected' ? decision.reason.detail : undefined)),
    sales.map(({ acceptedAt }) => acceptedAt.toISOString()),
    added.map(({ entry }) => entry.decidedAt.toISOString()),
  ]);
  return rows.length;
}
