import { Matches } from 'class-validator';

/** 1 to 64 letters, digits, dashes and underscores, beginning with a letter or digit: `CUST-1001`. */
export const CUSTOMER_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export const IsCustomerId = (): PropertyDecorator =>
  Matches(CUSTOMER_ID_PATTERN, {
    message: 'must be 1 to 64 letters, digits, dashes or underscores, such as "CUST-1001"',
  });
