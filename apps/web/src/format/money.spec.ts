import { formatMoney, minorDigits, moneyFrom } from './money';

/** Intl writes non-breaking spaces. */
const plain = (text: string): string => text.replace(/\s/g, ' ');

describe('money', () => {
  it.each([
    ['4999', 'EUR', 'en-GB', '€49.99'],
    ['4999', 'EUR', 'de-DE', '49,99 €'],
    ['5', 'EUR', 'en-GB', '€0.05'],
    ['4999', 'JPY', 'ja-JP', '¥4,999'],
    ['-120', 'USD', 'en-US', '-$1.20'],
    ['900719925474099312345', 'EUR', 'en-GB', '€9,007,199,254,740,993,123.45'],
  ])('%s minor units of %s in %s is %s', (value, currency, locale, expected) => {
    expect(plain(formatMoney({ value, currency }, locale)).replace('￥', '¥')).toBe(expected);
  });

  it('returns the number of decimal digits of each currency', () => {
    expect(['EUR', 'JPY', 'KWD'].map(minorDigits)).toEqual([2, 0, 3]);
  });

  it.each([
    [49.99, 'EUR', '4999'],
    [1.15, 'EUR', '115'],
    [0.29, 'USD', '29'],
    [4999, 'JPY', '4999'],
  ])('converts %s %s to %s minor units', (amount, currency, value) => {
    expect(moneyFrom(amount, currency)).toEqual({ value, currency });
  });
});
