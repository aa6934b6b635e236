import { IsISO4217CurrencyCode, Matches } from 'class-validator';

/**
 * A positive integer of at most 12 digits, as a string: the amount in the minor unit of the currency (cents for EUR,
 * yen for JPY). A string, because JSON numbers lose digits in many readers; 12 digits, so that the sum of 100,000 of
 * the largest payments still fits a 64-bit integer.
 */
export const AMOUNT_VALUE_PATTERN = /^[1-9]\d{0,11}$/;

/** Upper case only: otherwise "eur" and "EUR" would be two currencies. */
export const CURRENCY_PATTERN = /^[A-Z]{3}$/;

const CURRENCY_RULE = { message: 'must be an ISO 4217 currency code in upper case, such as "EUR"' };

/** Money on the wire: integer minor units and an ISO 4217 code, never a float. */
export class Amount {
  @Matches(AMOUNT_VALUE_PATTERN, {
    message: 'must be a whole number of minor units between 1 and 999999999999, as a string, such as "4999"',
  })
  readonly value!: string;

  // The check of the list ignores case.
  @IsISO4217CurrencyCode(CURRENCY_RULE)
  @Matches(CURRENCY_PATTERN, CURRENCY_RULE)
  readonly currency!: string;
}
