import { type Transaction, DelimitedColumns } from '@decouple/messaging-postgres';
import type { Rejection } from '@decouple/sales-domain';
import type { NewLedgerEntry } from './decide-group';

const ENTRIES = new DelimitedColumns<NewLedgerEntry>({
  payment_id: { type: 'uuid', value: ({ sale }) => sale.paymentId },
  policy_number: { type: 'text', value: ({ sale }) => sale.policyNumber },
  customer_id: { type: 'text', value: ({ sale }) => sale.customerId },
  billing_period: { type: 'text', value: ({ sale }) => sale.billingPeriod },
  amount_minor: { type: 'bigint', value: ({ sale }) => sale.amount.minorUnits.toString() },
  currency: { type: 'text', value: ({ sale }) => sale.amount.currency },
  method_type: { type: 'text', value: ({ sale }) => sale.paymentMethodType },
  outcome: { type: 'text', value: ({ entry }) => entry.decision.outcome },
  reason_code: { type: 'text', value: (added) => rejectionOf(added)?.code },
  reason_detail: { type: 'text', value: (added) => rejectionOf(added)?.detail },
  accepted_at: { type: 'timestamptz', value: ({ sale }) => sale.acceptedAt.toISOString() },
  decided_at: { type: 'timestamptz', value: ({ entry }) => entry.decidedAt.toISOString() },
});

/**
 * Any conflict leaves the row out: another process has an entry for the payment, or a recorded payment for the month.
 * In an order that serves both constraints, so that two groups cannot deadlock.
 */
const INSERT_LEDGER_ENTRIES = `
  insert into ledger_entries (
    payment_id, policy_number, customer_id, billing_period, amount_minor, currency, method_type, outcome, reason_code,
    reason_detail, accepted_at, decided_at
  )
  select
    entry.payment_id, entry.policy_number, entry.customer_id, entry.billing_period, entry.amount_minor, entry.currency,
    entry.method_type, entry.outcome, nullif(entry.reason_code, ''), nullif(entry.reason_detail, ''), entry.accepted_at,
    entry.decided_at
  from (${ENTRIES.sql}) as entry
  order by entry.policy_number collate "C", entry.billing_period collate "C", entry.payment_id
  on conflict do nothing
  returning payment_id
`;

/** @returns how many of them were inserted */
export async function insertLedgerEntries(transaction: Transaction, added: readonly NewLedgerEntry[]): Promise<number> {
  if (added.length === 0) return 0;
  const rows = await transaction.query<unknown>(INSERT_LEDGER_ENTRIES, ENTRIES.parameters(added));
  return rows.length;
}

function rejectionOf({ entry: { decision } }: NewLedgerEntry): Rejection | undefined {
  return decision.outcome === 'rejected' ? decision.reason : undefined;
}
