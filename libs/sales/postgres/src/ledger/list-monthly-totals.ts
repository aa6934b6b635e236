import type { Database } from '@decouple/messaging-postgres';
import type { MonthlyTotal } from '@decouple/sales-domain';

const LIST_MONTHLY_TOTALS = `
  select billing_period as "billingPeriod", currency, payments, amount_minor as "amountMinor"
  from monthly_totals
  order by billing_period, currency
`;

interface Row {
  readonly billingPeriod: string;
  readonly currency: string;
  /** Both may exceed what a float can count: the driver gives them as text. */
  readonly payments: string;
  readonly amountMinor: string;
}

export async function listMonthlyTotals(database: Database): Promise<readonly MonthlyTotal[]> {
  const rows = await database.query<Row>(LIST_MONTHLY_TOTALS, []);
  return rows.map(({ billingPeriod, currency, payments, amountMinor }) => ({
    billingPeriod,
    currency,
    payments: Number(payments),
    minorUnits: BigInt(amountMinor),
  }));
}
