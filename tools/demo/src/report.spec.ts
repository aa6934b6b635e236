import { printOutcomes, printTotals } from './report';
import { aRow } from './testing/payment-row.builder';

/** The printed text without table frames. */
function printedBy(print: () => unknown): string[] {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  print();
  const text = log.mock.calls.flat().join('\n');
  log.mockRestore();
  return text
    .split('\n')
    .filter((line) => /\w/.test(line))
    .map((line) => line.replaceAll(/[│|]/g, ' ').replaceAll(/ +/g, ' ').trim());
}

const totals = (key: string, minorUnits: bigint, payments = 1) => new Map([[key, { payments, minorUnits }]]);

describe('printTotals', () => {
  it.each([
    ['EUR', 0n, '0.00'],
    ['EUR', 1n, '0.01'],
    ['EUR', 99n, '0.99'],
    ['EUR', 100n, '1.00'],
    ['EUR', 123_456_789n, '1,234,567.89'],
    ['CHF', 9_007_199_254_740_993n, '90,071,992,547,409.93'],
    ['JPY', 1n, '1'],
    ['JPY', 12_345n, '12,345'],
    ['KWD', 1n, '0.001'],
    ['KWD', 1_234_567n, '1,234.567'],
  ])('writes %s amounts of %i minor units as %s', (currency, minorUnits, text) => {
    const sums = totals(`2026-11 ${currency}`, minorUnits);

    expect(printedBy(() => printTotals(sums, sums)).at(-1)).toBe(`2026-11 ${currency} 1 ${text} ${text} equal`);
  });

  it('finds no difference between equal totals', () => {
    const print = () => printTotals(totals('2026-11 EUR', 4_999n), totals('2026-11 EUR', 4_999n));
    let different: number | undefined;
    printedBy(() => (different = print()));

    expect(different).toBe(0);
  });

  it.each([
    ['one cent', totals('2026-11 EUR', 4_998n), '2026-11 EUR 1 49.98 49.99 DIFFERENT'],
    ['one payment', totals('2026-11 EUR', 4_999n, 2), '2026-11 EUR 2 49.99 49.99 DIFFERENT'],
    ['nothing recorded', new Map(), '2026-11 EUR 0 0.00 49.99 DIFFERENT'],
  ])('tells a difference of %s', (_what, recorded, line) => {
    let different: number | undefined;
    const printed = printedBy(() => (different = printTotals(recorded, totals('2026-11 EUR', 4_999n))));

    expect(different).toBe(1);
    expect(printed.at(-1)).toBe(line);
  });

  it('reports a recorded payment that the CSV file does not expect', () => {
    let different: number | undefined;
    printedBy(() => (different = printTotals(totals('2026-11 EUR', 1n), new Map())));

    expect(different).toBe(1);
  });
});

describe('printOutcomes', () => {
  it('counts rows by outcome and names every surprise', () => {
    const surprise = aRow({ expected: 'period-already-paid' });
    const outcomes = [
      { row: aRow(), requestId: 'r-1', outcome: 'recorded' },
      { row: surprise, requestId: 'r-2', outcome: 'recorded' },
      { row: aRow({ expected: 'validation-failed' }), requestId: undefined, outcome: 'validation-failed' },
    ];
    let surprises: number | undefined;
    const printed = printedBy(() => (surprises = printOutcomes(outcomes)));

    expect(surprises).toBe(1);
    expect(printed).toEqual(
      expect.arrayContaining([
        'Outcomes of 3 rows',
        'recorded 2',
        'validation-failed 1',
        `${surprise.idempotencyKey} (r-2): expected period-already-paid, got recorded`,
      ]),
    );
  });
});
