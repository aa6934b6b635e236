import { DelimitedColumns, type Transaction } from '@decouple/messaging-postgres';
import type { LedgerEntry, Sale } from '@decouple/sales-domain';
import { LEDGER_ENTRY_COLUMNS, ledgerEntryFromRow, type LedgerEntryRow } from './ledger.sql';

/** Names a month of a policy; neither part has a space. */
export function periodKey({ policyNumber, billingPeriod }: Pick<Sale, 'policyNumber' | 'billingPeriod'>): string {
  return `${policyNumber} ${billingPeriod}`;
}

const SALES = new DelimitedColumns<Sale>({
  payment_id: { type: 'uuid', value: ({ paymentId }) => paymentId },
  policy_number: { type: 'text', value: ({ policyNumber }) => policyNumber },
  billing_period: { type: 'text', value: ({ billingPeriod }) => billingPeriod },
});

/**
 * One look for the whole group. It locks nothing: what is read here never changes once it is there.
 *
 * Lateral with a limit, though the keys are unique: it forces one index look-up per sale. Plain
 * joins it turns into a scan of the whole ledger as long as that looks cheaper, which halved the throughput.
 */
const READ_LEDGER = `
  select
    sale.payment_id as "paymentId",
    sale.policy_number as "policyNumber",
    sale.billing_period as "billingPeriod",
    ${LEDGER_ENTRY_COLUMNS},
    paid.payment_id as "paidBy",
    policy.currency as "policyCurrency"
  from (${SALES.sql}) as sale
  left join lateral (
    select outcome, reason_code, reason_detail, decided_at
    from ledger_entries
    where payment_id = sale.payment_id
    limit 1
  ) as entry on true
  left join lateral (
    select payment_id
    from ledger_entries
    where policy_number = sale.policy_number and billing_period = sale.billing_period and outcome = 'recorded'
    limit 1
  ) as paid on true
  left join lateral (
    select currency
    from policies
    where policy_number = sale.policy_number
    limit 1
  ) as policy on true
`;

type Row = (LedgerEntryRow | { readonly paymentId: string; readonly outcome: null }) & {
  readonly policyNumber: string;
  readonly billingPeriod: string;
  readonly paidBy: string | null;
  readonly policyCurrency: string | null;
};

/** What the ledger knows that matters to a group of sales. */
export interface LedgerExtract {
  readonly entries: Map<string, LedgerEntry>;
  /** The recorded payment by policy and month. */
  readonly paidBy: Map<string, string>;
  readonly currencies: Map<string, string>;
}

export async function readLedger(transaction: Transaction, sales: readonly Sale[]): Promise<LedgerExtract> {
  const rows = await transaction.query<Row>(READ_LEDGER, SALES.parameters(sales));
  const extract: LedgerExtract = { entries: new Map(), paidBy: new Map(), currencies: new Map() };
  for (const row of rows) {
    if (row.outcome !== null) extract.entries.set(row.paymentId, ledgerEntryFromRow(row));
    if (row.paidBy !== null) extract.paidBy.set(periodKey(row), row.paidBy);
    if (row.policyCurrency !== null) extract.currencies.set(row.policyNumber, row.policyCurrency);
  }
  return extract;
}
