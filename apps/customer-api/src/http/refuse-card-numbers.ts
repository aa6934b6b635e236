import { pointerToken } from '@decouple/contracts';
import { containsCardNumber } from '@decouple/payments-domain';
import { Problem, type ProblemLocation } from '@decouple/platform';

/**
 * Finds every text, number and property name of a document that looks like it holds a card number.
 *
 * @param document parsed JSON of bounded depth
 */
export function findCardNumbers(document: unknown): ProblemLocation[] {
  // Where they stand is worked out for those few documents that hold one.
  return holdsCardNumber(document) ? locateCardNumbers(document, '#') : [];
}

function holdsCardNumber(document: unknown): boolean {
  if (typeof document === 'string') return containsCardNumber(document);
  if (typeof document === 'number') return containsCardNumber(String(document));
  if (typeof document !== 'object' || document === null) return false;
  for (const name in document) {
    if (containsCardNumber(name) || holdsCardNumber((document as Readonly<Record<string, unknown>>)[name])) return true;
  }
  return false;
}

function locateCardNumbers(document: unknown, pointer: string): ProblemLocation[] {
  if (typeof document !== 'object' || document === null) return holdsCardNumber(document) ? [found(pointer)] : [];
  return Object.entries(document).flatMap(([name, value]) => {
    // A name that holds one must not be told back either.
    if (containsCardNumber(name)) return [found(`${pointer}/***`)];
    return locateCardNumbers(value, `${pointer}/${pointerToken(name)}`);
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
