import { invalidRequest, isCardNumber } from '@decouple/platform';

export const OPERATOR_HEADER = 'x-operator';

/** Printable, and short enough to read in a table. */
const OPERATOR_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,127}$/u;

/**
 * The operator's name, for the audit. The management port is not public: its callers are trusted to give their own.
 *
 * @throws Problem 400
 */
export function operatorFrom(headers: Readonly<Record<string, string | readonly string[] | undefined>>): string {
  const operator = headers[OPERATOR_HEADER];
  if (typeof operator === 'string' && OPERATOR_PATTERN.test(operator) && !isCardNumber(operator)) return operator;
  throw invalidRequest([
    { pointer: `header:${OPERATOR_HEADER}`, detail: 'must name who decides: 1 to 128 letters, digits or " ._@+-"' },
  ]);
}
