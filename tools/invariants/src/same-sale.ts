import type { Sale } from './evidence';

export const sameSale = (one: Sale, other: Sale): boolean =>
  one.policyNumber === other.policyNumber &&
  one.billingPeriod === other.billingPeriod &&
  one.currency === other.currency &&
  one.amountMinor === other.amountMinor;
