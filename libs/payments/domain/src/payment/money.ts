/** An amount of money: integer minor units, never a float. */
export interface Money {
  /** In the currency's minor unit, greater than zero: cents for EUR, yen for JPY. */
  readonly minorUnits: bigint;
  /** ISO 4217 code. */
  readonly currency: string;
}

export function sameMoney(a: Money, b: Money): boolean {
  return a.minorUnits === b.minorUnits && a.currency === b.currency;
}
