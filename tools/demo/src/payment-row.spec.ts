import { resolve } from 'node:path';
import { billingPeriod, readPaymentRows } from './payment-row';
import { aRow } from './testing/payment-row.builder';

describe('billingPeriod', () => {
  it.each([
    ['2026-11-22T10:00:00Z', '0', '2026-11'],
    ['2026-11-22T10:00:00Z', '1', '2026-12'],
    ['2026-11-22T10:00:00Z', '2', '2027-01'],
    ['2026-01-31T10:00:00Z', '-1', '2025-12'],
    ['2026-01-31T10:00:00Z', '1', '2026-02'],
    ['2026-11-22T10:00:00Z', '-36', '2023-11'],
    ['2026-11-30T23:59:59Z', '0', '2026-11'],
    ['2026-12-01T00:00:00Z', '0', '2026-12'],
  ])('on %s is, %s months away, %s', (today, monthOffset, period) => {
    expect(billingPeriod(aRow({ monthOffset }), new Date(today))).toBe(period);
  });
});

describe('the sample', () => {
  const rows = readPaymentRows(resolve(__dirname, '../payments.csv'));

  it('has 239 rows, as the README says', () => {
    expect(rows).toHaveLength(239);
  });

  it('has rows of two waves and no others', () => {
    expect(new Set(rows.map(({ wave }) => wave))).toEqual(new Set(['1', '2']));
  });

  it('says of every row what must become of it', () => {
    expect(rows.filter(({ expected }) => !/^[a-z-]+$/.test(expected))).toEqual([]);
    expect(rows.map(({ expected }) => expected)).toEqual(
      expect.arrayContaining(['recorded', 'replayed', 'validation-failed']),
    );
  });

  it('has whole minor units wherever a row is to be recorded', () => {
    expect(rows.filter(({ amount, expected }) => expected === 'recorded' && !/^[1-9]\d*$/.test(amount))).toEqual([]);
  });
});
