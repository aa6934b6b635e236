import { expectedTotals } from './sales-totals';
import { aRow } from './testing/payment-row.builder';

const TODAY = new Date('2026-11-22T10:00:00Z');
const of = (...rows: Parameters<typeof aRow>[0][]) =>
  expectedTotals(
    rows.map((facts) => ({ row: aRow(facts), requestId: undefined, outcome: 'any' })),
    TODAY,
  );

describe('expectedTotals', () => {
  it('adds up by month and currency', () => {
    expect(
      of({ amount: '4999' }, { amount: '1' }, { amount: '7', monthOffset: '-1' }, { amount: '300', currency: 'JPY' }),
    ).toEqual(
      new Map([
        ['2026-11 EUR', { payments: 2, minorUnits: 5_000n }],
        ['2026-10 EUR', { payments: 1, minorUnits: 7n }],
        ['2026-11 JPY', { payments: 1, minorUnits: 300n }],
      ]),
    );
  });

  it('sums the rows that the CSV file expects to be recorded, whatever their outcome', () => {
    expect(of({ expected: 'replayed' }, { expected: 'validation-failed', amount: '-1.5' }, {})).toEqual(
      new Map([['2026-11 EUR', { payments: 1, minorUnits: 4_999n }]]),
    );
  });

  it('loses no cent of amounts beyond what a number can hold', () => {
    expect(of({ amount: '9007199254740993' }, { amount: '1' }).get('2026-11 EUR')?.minorUnits).toBe(
      9_007_199_254_740_994n,
    );
  });
});
