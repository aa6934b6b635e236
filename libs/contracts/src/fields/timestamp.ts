import { Matches } from 'class-validator';

/**
 * RFC 3339 in UTC with a `Z`; fractions of a second are optional. Days that their month never has are refused, because
 * readers disagree on them: JavaScript makes 2 March of 30 February, PostgreSQL an error. The year 0 is none of
 * PostgreSQL's either. 29 February passes in every year.
 */
export const TIMESTAMP_PATTERN =
  /^(?:[1-9]\d{3}|\d[1-9]\d{2}|\d{2}[1-9]\d|\d{3}[1-9])-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

let lastMoment = Number.NaN;
let lastText = '';

/**
 * A moment as messages tell it: RFC 3339, UTC, milliseconds. What `toISOString` gives, which formats anew each time, in
 * half a microsecond; in a rush the same moment is told several times for each of a dozen messages. So the last is kept.
 *
 * @throws RangeError for an invalid date
 */
export function timestampOf(moment: Date): string {
  const milliseconds = moment.getTime();
  // An invalid date is never equal to anything, not even to another one.
  if (milliseconds !== lastMoment) {
    lastText = moment.toISOString();
    lastMoment = milliseconds;
  }
  return lastText;
}

export const IsTimestamp = (): PropertyDecorator =>
  Matches(TIMESTAMP_PATTERN, { message: 'must be an RFC 3339 time in UTC, such as "2026-11-22T10:15:30.000Z"' });
