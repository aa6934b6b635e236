import { type Transaction, DelimitedColumns } from '@decouple/messaging-postgres';
import type { NewLedgerEntry } from './decide-group';

/** What a group adds to one month in one currency. */
interface Addition {
  readonly billingPeriod: string;
  readonly currency: string;
  payments: number;
  amountMinor: bigint;
}

const ADDITIONS = new DelimitedColumns<Addition>({
  billing_period: { type: 'text', value: ({ billingPeriod }) => billingPeriod },
  currency: { type: 'text', value: ({ currency }) => currency },
  payments: { type: 'bigint', value: ({ payments }) => payments },
  amount_minor: { type: 'numeric', value: ({ amountMinor }) => amountMinor.toString() },
});

/** In the order of the key, so that two groups with the same months do not wait for each other in a circle. */
const ADD_TO_MONTHLY_TOTALS = `
  insert into monthly_totals (billing_period, currency, payments, amount_minor)
  select added.billing_period, added.currency, added.payments, added.amount_minor
  from (${ADDITIONS.sql}) as added
  order by added.billing_period collate "C", added.currency collate "C"
  on conflict (billing_period, currency) do update
  set payments = monthly_totals.payments + excluded.payments,
      amount_minor = monthly_totals.amount_minor + excluded.amount_minor
`;

/** Adds those of the entries that are recorded to their months, and subtracts the recorded ones of `removed`. */
export async function addToMonthlyTotals(
  transaction: Transaction,
  added: readonly NewLedgerEntry[],
  removed: readonly NewLedgerEntry[] = [],
): Promise<void> {
  const additions = new Map<string, Addition>();
  for (const entry of added) count(additions, entry, 1);
  for (const entry of removed) count(additions, entry, -1);
  if (additions.size > 0) await transaction.query(ADD_TO_MONTHLY_TOTALS, ADDITIONS.parameters([...additions.values()]));
}

function count(additions: Map<string, Addition>, { entry, sale }: NewLedgerEntry, payments: 1 | -1): void {
  if (entry.decision.outcome !== 'recorded') return;
  const { amount, billingPeriod } = sale;
  const { currency, minorUnits } = amount;
  const key = `${billingPeriod} ${currency}`;
  const addition = additions.get(key) ?? { billingPeriod, currency, payments: 0, amountMinor: 0n };
  addition.payments += payments;
  addition.amountMinor += minorUnits * BigInt(payments);
  additions.set(key, addition);
}
