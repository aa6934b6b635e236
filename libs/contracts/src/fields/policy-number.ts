import { Matches } from 'class-validator';

/** 3 to 32 upper-case letters, digits and dashes, beginning with a letter or digit: `POL-100001`. */
export const POLICY_NUMBER_PATTERN = /^[A-Z0-9][A-Z0-9-]{2,31}$/;

export const IsPolicyNumber = (): PropertyDecorator =>
  Matches(POLICY_NUMBER_PATTERN, {
    message: 'must be 3 to 32 upper-case letters, digits or dashes, such as "POL-100001"',
  });
