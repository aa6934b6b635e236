/// <reference types="jest" />
import type { MonthlyTotal, SalesLedger } from '../record-sale/sales-ledger.port';
import type { Sale } from '../sale/sale';

/**
 * Asserts what must hold of a ledger after these sales, in whatever order and however often they were recorded: one
 * entry per payment, one recorded payment per policy and month, one currency per policy, and totals that are the sums.
 *
 * @param sales all that the ledger was ever asked to record; sales of one payment are equal
 */
export async function expectSoundLedger(ledger: SalesLedger, sales: readonly Sale[]): Promise<void> {
  const byPayment = new Map(sales.map((sale) => [sale.paymentId, sale]));
  const recorded: Sale[] = [];
  for (const sale of byPayment.values()) {
    const entry = await ledger.find(sale.paymentId);
    expect(entry?.paymentId).toBe(sale.paymentId);
    if (entry?.decision.outcome === 'recorded') recorded.push(sale);
  }
  const periodOf = ({ policyNumber, billingPeriod }: Sale): string => `${policyNumber} ${billingPeriod}`;
  const currencyOf = ({ policyNumber, amount }: Sale): string => `${policyNumber} ${amount.currency}`;
  const policyOf = ({ policyNumber }: Sale): string => policyNumber;
  expect(distinct(recorded, periodOf)).toBe(recorded.length);
  expect(distinct(recorded, currencyOf)).toBe(distinct(recorded, policyOf));
  // Every rejected sale lost against a recorded one.
  expect(distinct(recorded, policyOf)).toBe(distinct([...byPayment.values()], policyOf));
  expect(await ledger.monthlyTotals()).toEqual(totalsOf(recorded));
}

function distinct(sales: readonly Sale[], keyOf: (sale: Sale) => string): number {
  return new Set(sales.map(keyOf)).size;
}

function totalsOf(recorded: readonly Sale[]): readonly MonthlyTotal[] {
  const totals = new Map<string, MonthlyTotal>();
  for (const { billingPeriod, amount } of recorded) {
    const key = `${billingPeriod} ${amount.currency}`;
    const { payments, minorUnits } = totals.get(key) ?? { payments: 0, minorUnits: 0n };
    totals.set(key, {
      billingPeriod,
      currency: amount.currency,
      payments: payments + 1,
      minorUnits: minorUnits + amount.minorUnits,
    });
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}
