import { containsCardNumber, MAX_PROBLEM_LOCATIONS, Problem, type ProblemLocation } from '@decouple/platform';
import { pointerToken } from '@decouple/validation';

/**
 * Maximum number of characters of names and values to search in a refused document. A payment has fewer than 500. A
 * longer document is refused for its other faults, so the limit can only change the reason that the response gives.
 */
export const MAX_SEARCHED_CHARACTERS = 1_024;

/**
 * Whether a text, number or property name of a document contains something like a card number. Searches all of it, so
 * the size of the document must be bounded.
 */
export function holdsCardNumber(document: unknown): boolean {
  if (typeof document === 'string') return containsCardNumber(document);
  if (typeof document === 'number') return containsCardNumber(String(document));
  if (typeof document !== 'object' || document === null) return false;
  for (const name in document) {
    if (containsCardNumber(name) || holdsCardNumber((document as Readonly<Record<string, unknown>>)[name])) return true;
  }
  return false;
}

/**
 * The places that contain something like a card number, within the first `MAX_SEARCHED_CHARACTERS`.
 *
 * @param document parsed JSON of bounded depth
 */
export function findCardNumbers(document: unknown): readonly ProblemLocation[] {
  const search = new CardNumberSearch();
  if (typeof document === 'object' && document !== null) search.properties(document, []);
  return search.found;
}

class CardNumberSearch {
  readonly found: ProblemLocation[] = [];
  private characters = MAX_SEARCHED_CHARACTERS;

  /** @param path names and indices down to the document */
  properties(document: object, path: readonly string[]): void {
    for (const name in document) {
      if (this.characters <= 0 || this.found.length === MAX_PROBLEM_LOCATIONS) return;
      // A name that contains one must not be repeated either.
      if (this.isIn(name)) this.found.push(locationOf([...path, '***']));
      else this.value((document as Readonly<Record<string, unknown>>)[name], [...path, name]);
    }
  }

  private value(value: unknown, path: readonly string[]): void {
    if (typeof value === 'object' && value !== null) this.properties(value, path);
    else if ((typeof value === 'string' || typeof value === 'number') && this.isIn(String(value))) {
      this.found.push(locationOf(path));
    }
  }

  private isIn(text: string): boolean {
    const searched = text.slice(0, Math.max(0, this.characters));
    // Each text counts as one character at least, so that a document of empty texts ends the search, too.
    this.characters -= Math.max(1, searched.length);
    return containsCardNumber(searched);
  }
}

function locationOf(path: readonly string[]): ProblemLocation {
  return { pointer: ['#', ...path.map(pointerToken)].join('/'), detail: 'looks like a card number' };
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
