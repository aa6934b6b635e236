import { Matches } from 'class-validator';

/**
 * RFC 3339 in UTC with a `Z`; fractional seconds are optional. Days that never exist in their month are invalid, because
 * readers disagree on them: JavaScript turns 30 February into 2 March, PostgreSQL reports an error. PostgreSQL has no
 * year 0 either. 29 February is valid in every year.
 */
export const TIMESTAMP_PATTERN =
  /^(?:[1-9]\d{3}|\d[1-9]\d{2}|\d{2}[1-9]\d|\d{3}[1-9])-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

export const IsTimestamp = (): PropertyDecorator =>
  Matches(TIMESTAMP_PATTERN, { message: 'must be an RFC 3339 time in UTC, such as "2026-11-22T10:15:30.000Z"' });
