import { pointerToken } from '@decouple/contracts';
import { containsCardNumber } from '@decouple/payments-domain';
import { Problem, type ProblemLocation } from '@decouple/platform';

/**
 * Finds every text, number and property name of a document that looks like it holds a card number.
 *
 * @param document parsed JSON of bounded depth
 */
export function findCardNumbers(document: unknown, pointer = '#'): ProblemLocation[] {
  if (typeof document === 'string' || typeof document === 'number') {
    return containsCardNumber(String(document)) ? [found(pointer)] : [];
  }
  if (typeof document !== 'object' || document === null) return [];
  return Object.entries(document).flatMap(([name, value]) => {
    // A name that holds one must not be told back either.
    if (containsCardNumber(name)) return [found(`${pointer}/***`)];
    return findCardNumbers(value, `${pointer}/${pointerToken(name)}`);
  });
}

export function cardNumberProblem(errors: readonly ProblemLocation[]): Problem {
  return new Problem({
    status: 400,
    code: 'card-number-refused',
    title: 'The request holds something like a card number',
    detail:
      'Card numbers must not be sent here; nothing was stored or logged. Send the token that the payment provider issued.',
    errors,
  });
}

function found(pointer: string): ProblemLocation {
  return { pointer, detail: 'looks like a card number' };
}
