import { type Comparison, compareSides, type PeriodTotal, type Sum } from '@decouple/management-client';
import { EXIT_CODE } from '../cli/exit-code';
import { money } from '../output/money';
import { table } from '../output/output';
import type { Command } from './command';

export const reconcile: Command = async ({ output, services }) => {
  const comparison = await compareSides(services.customerApi, services.salesWorker);
  output.show(documentOf(comparison), () => described(comparison));
  return comparison.differences.length === 0 ? EXIT_CODE.done : EXIT_CODE.different;
};

const COLUMNS = ['accepted', 'recorded', 'rejected', 'waiting', 'unexplained'] as const;

/** JSON has no whole numbers of any size: amounts are text. */
function documentOf({ differences, totals }: Comparison): object {
  const sum = ({ minorUnits, payments }: Sum): object => ({ payments, amount: minorUnits.toString() });
  return {
    equal: differences.length === 0,
    totals: totals.map((total) => ({
      billingPeriod: total.billingPeriod,
      currency: total.currency,
      ...Object.fromEntries(COLUMNS.map((column) => [column, sum(total[column])])),
    })),
    differences,
  };
}

function described({ differences, totals }: Comparison): string {
  const cell = ({ currency }: PeriodTotal, { minorUnits, payments }: Sum): string =>
    payments === 0 && minorUnits === 0n ? '–' : `${payments} = ${money(minorUnits, currency)}`;
  const sums = table(
    ['month', 'currency', ...COLUMNS],
    totals.map((total) => [
      total.billingPeriod,
      total.currency,
      ...COLUMNS.map((column) => cell(total, total[column])),
    ]),
  );
  if (differences.length === 0) return `${sums}\nBoth sides agree: every payment that was accepted is accounted for.`;
  const named = table(
    ['payment', 'difference', 'customer-api says', 'the ledger says'],
    differences.map(({ customer, difference, ledger, paymentId }) => [
      paymentId,
      difference,
      customer === undefined ? 'unknown' : `${customer.status}, ${inWords(customer)}`,
      ledger === undefined ? 'nothing' : `${ledger.outcome}, ${inWords(ledger)}`,
    ]),
  );
  return `${sums}\n${differences.length} payments differ\n${named}`;
}

function inWords({
  amount,
  billingPeriod,
}: {
  readonly amount: { readonly value: string; readonly currency: string };
  readonly billingPeriod: string;
}): string {
  return `${money(BigInt(amount.value), amount.currency)} ${amount.currency} for ${billingPeriod}`;
}
