import { visibleText } from '@decouple/platform/terminal';
import Table from 'cli-table3';
import type { RowOutcome } from './payment-api';
import type { Totals } from './sales-totals';

const NONE = { payments: 0, minorUnits: 0n };

/** Prints rows by outcome, and rows with an unexpected outcome. Returns the number of the latter. */
export function printOutcomes(outcomes: readonly RowOutcome[]): number {
  const table = new Table({ head: ['outcome', 'rows'], colAligns: ['left', 'right'], style: { head: [], border: [] } });
  const counts = new Map<string, number>();
  for (const { outcome } of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  for (const [outcome, count] of [...counts].sort(([a], [b]) => a.localeCompare(b))) table.push([outcome, count]);
  console.log(visibleText(`\nOutcomes of ${outcomes.length} rows\n${table.toString()}`));

  const surprises = outcomes.filter(({ outcome, row }) => outcome !== row.expected);
  for (const { outcome, requestId, row } of surprises) {
    const line = `  ${row.idempotencyKey} (${requestId ?? 'no request id'}): expected ${row.expected}, got ${outcome}`;
    console.log(visibleText(line));
  }
  return surprises.length;
}

/** Prints the sales totals beside the sums of the CSV file. Returns the number of differences. */
export function printTotals(recorded: Totals, expected: Totals): number {
  const table = new Table({
    head: ['month', 'currency', 'payments', 'recorded by sales', 'sum of the CSV', ''],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [] },
  });
  let different = 0;
  for (const key of [...new Set([...recorded.keys(), ...expected.keys()])].sort()) {
    const [month = '', currency = ''] = key.split(' ');
    const actual = recorded.get(key) ?? NONE;
    const wanted = expected.get(key) ?? NONE;
    const same = actual.minorUnits === wanted.minorUnits && actual.payments === wanted.payments;
    if (!same) different += 1;
    table.push([
      month,
      currency,
      actual.payments,
      money(actual.minorUnits, currency),
      money(wanted.minorUnits, currency),
      same ? 'equal' : 'DIFFERENT',
    ]);
  }
  console.log(visibleText(`\nSales totals\n${table.toString()}`));
  return different;
}

function money(minorUnits: bigint, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const text = minorUnits.toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return digits === 0 ? whole : `${whole}.${text.slice(-digits)}`;
}
