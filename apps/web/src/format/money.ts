import type { Money } from '@decouple/client';

/** Digits after the decimal sign, by ISO 4217: 2 for EUR, 0 for JPY. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** In the reader's locale: `€49.99`, `49,99 €`. Exact at any size, because it uses no floats. */
export function formatMoney({ currency, value }: Money, locale?: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(decimal(value, minorDigits(currency)));
}

/** Minor units as a decimal text, which Intl formats without rounding. */
function decimal(value: string, digits: number): Intl.StringNumericLiteral {
  const sign = value.startsWith('-') ? '-' : '';
  const padded = value.slice(sign.length).padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  return `${sign}${whole}${digits === 0 ? '' : `.${padded.slice(-digits)}`}` as Intl.StringNumericLiteral;
}

/** @param amount as typed, with at most `minorDigits` digits after the decimal sign */
export function moneyFrom(amount: number, currency: string): Money {
  return { value: String(Math.round(amount * 10 ** minorDigits(currency))), currency };
}
