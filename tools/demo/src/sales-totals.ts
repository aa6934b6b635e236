import type { RowOutcome } from './payment-api';
import { billingPeriod } from './payment-row';

/** Minor units by `YYYY-MM currency`. */
export type Totals = ReadonlyMap<string, { readonly payments: number; readonly minorUnits: bigint }>;

/** Sums of the rows that the CSV file expects to be recorded. */
export function expectedTotals(outcomes: readonly RowOutcome[], today: Date): Totals {
  const totals = new Map<string, { payments: number; minorUnits: bigint }>();
  for (const { row } of outcomes) {
    if (row.expected !== 'recorded') continue;
    const key = `${billingPeriod(row, today)} ${row.currency}`;
    const { minorUnits, payments } = totals.get(key) ?? { payments: 0, minorUnits: 0n };
    totals.set(key, { payments: payments + 1, minorUnits: minorUnits + BigInt(row.amount) });
  }
  return totals;
}

/** Totals from the API of sales-worker. */
export async function recordedTotals(workerUrl: string): Promise<Totals> {
  const response = await fetch(`${workerUrl}/v1/monthly-totals`);
  if (!response.ok) throw new Error(`The sales totals cannot be read: HTTP ${response.status}.`);
  const { totals } = (await response.json()) as {
    totals: { billingPeriod: string; payments: number; amount: { value: string; currency: string } }[];
  };
  return new Map(
    totals.map(({ amount, billingPeriod: period, payments }) => [
      `${period} ${amount.currency}`,
      { payments, minorUnits: BigInt(amount.value) },
    ]),
  );
}
