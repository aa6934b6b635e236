import { Matches } from 'class-validator';

/** A calendar month `YYYY-MM` (ISO 8601 reduced precision), years 1900 to 2199. */
export const BILLING_PERIOD_PATTERN = /^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])$/;

export const IsBillingPeriod = (): PropertyDecorator =>
  Matches(BILLING_PERIOD_PATTERN, { message: 'must be a month as YYYY-MM, such as "2026-11"' });
