import type {
  Comparison,
  FoundDifference,
  OverduePayment,
  PeriodTotal,
  Remedy,
  Sum,
} from '@decouple/management-client';
import { spoken } from '../output/age';
import { money } from '../output/money';
import { table } from '../output/output';

const COLUMNS = ['accepted', 'recorded', 'rejected', 'waiting', 'unexplained'] as const;

/** JSON has no whole numbers of any size: amounts are text. */
export function comparisonDocument({ differences, differing, late, overdue, totals }: Comparison): object {
  const sum = ({ minorUnits, payments }: Sum): object => ({ payments, amount: minorUnits.toString() });
  return {
    equal: differing === 0,
    totals: totals.map((total) => ({
      billingPeriod: total.billingPeriod,
      currency: total.currency,
      ...Object.fromEntries(COLUMNS.map((column) => [column, sum(total[column])])),
    })),
    differing,
    differences,
    late,
    overdue,
  };
}

export function describedComparison(comparison: Comparison): string {
  const { differing, late } = comparison;
  return [
    totalsTable(comparison),
    differing === 0
      ? 'Both sides agree: every payment that was accepted is accounted for.'
      : `${differing} payments differ\n${differencesTable(comparison.differences)}`,
    ...(late === 0 ? [] : [`${late} payments have waited too long\n${overdueTable(comparison.overdue)}`]),
  ].join('\n');
}

function totalsTable({ totals }: Comparison): string {
  const cell = ({ currency }: PeriodTotal, { minorUnits, payments }: Sum): string =>
    payments === 0 && minorUnits === 0n ? '–' : `${payments} = ${money(minorUnits, currency)}`;
  return table(
    ['month', 'currency', ...COLUMNS],
    totals.map((total) => [
      total.billingPeriod,
      total.currency,
      ...COLUMNS.map((column) => cell(total, total[column])),
    ]),
  );
}

const REMEDIES: Readonly<Record<Remedy, string>> = {
  resend: 'resend it: --repair',
  'resend-later': 'repair again when the payment that it lost against is recorded',
  rebuild: 'rebuild it: --rebuild',
  wait: 'none: the message is sent again automatically',
  decide: 'decide by hand',
};

function differencesTable(differences: readonly FoundDifference[]): string {
  return table(
    ['payment', 'difference', 'customer-api says', 'the ledger says', 'remedy'],
    differences.map(({ customer, difference, ledger, paidBy, paymentId, remedy }) => [
      paymentId,
      difference,
      customer === undefined ? 'unknown' : `${customer.status}, ${inWords(customer)}`,
      ledger === undefined ? 'nothing' : `${ledger.outcome}, ${inWords(ledger)}`,
      remedy === 'decide' && paidBy !== undefined ? `decide by hand: ${paidBy} paid the month` : REMEDIES[remedy],
    ]),
  );
}

function overdueTable(overdue: readonly OverduePayment[]): string {
  return table(
    ['payment', 'status', 'accepted', 'order', 'note'],
    overdue.map(({ deadLetterMissing, payment, paymentId, waitedSeconds }) => [
      paymentId,
      payment.status,
      `${spoken(waitedSeconds)} ago`,
      inWords(payment),
      deadLetterMissing ? 'no dead letter: discarded, or lost in a restore; --parked resends it' : '',
    ]),
  );
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
