import type { EntityManager } from 'typeorm';
import type { NewLedgerEntry } from './decide-group';

/** In the order of the key, so that two groups with the same months do not wait for each other in a circle. */
const ADD_TO_MONTHLY_TOTALS = `
  insert into monthly_totals (billing_period, currency, payments, amount_minor)
  select sale.billing_period, sale.currency, count(*), sum(sale.amount_minor)
  from unnest($1::text[], $2::text[], $3::bigint[]) as sale (billing_period, currency, amount_minor)
  group by sale.billing_period, sale.currency
  order by sale.billing_period collate "C", sale.currency collate "C"
  on conflict (billing_period, currency) do update
  set payments = monthly_totals.payments + excluded.payments,
      amount_minor = monthly_totals.amount_minor + excluded.amount_minor
`;

/** Adds the recorded ones of the entries to their months. */
export async function addToMonthlyTotals(manager: EntityManager, added: readonly NewLedgerEntry[]): Promise<void> {
  const sales = added.filter(({ entry }) => entry.decision.outcome === 'recorded').map(({ sale }) => sale);
  if (sales.length === 0) return;
  await manager.query(ADD_TO_MONTHLY_TOTALS, [
    sales.map(({ billingPeriod }) => billingPeriod),
    sales.map(({ amount }) => amount.currency),
    sales.map(({ amount }) => amount.minorUnits.toString()),
  ]);
}
