import { bindDocument, violationsOf } from '@decouple/contracts';
import { Problem, type ProblemLocation } from '@decouple/platform';
import { validateSync } from 'class-validator';

/**
 * The document as an instance of the class, checked in full.
 *
 * @param place of the document in the request, as a JSON Pointer
 * @throws Problem 400 naming every bad place
 */
export function checkedDocument<T extends object>(type: new () => T, document: unknown, place = '#'): T {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw invalidRequest([{ pointer: place, detail: 'must be a JSON object' }]);
  }
  const unknown: ProblemLocation[] = [];
  const noteUnknown = (pointer: string): void => {
    unknown.push({ pointer, detail: 'is not a known property' });
  };
  const instance = bindDocument(type, document, noteUnknown, place);
  const violations = violationsOf(validateSync(instance, { stopAtFirstError: true }), place);
  const errors = [...violations.map(({ detail, pointer }) => ({ pointer, detail })), ...unknown];
  if (errors.length > 0) throw invalidRequest(errors);
  return instance;
}

export function invalidRequest(errors: readonly ProblemLocation[]): Problem {
  return new Problem({
    status: 400,
    code: 'request-invalid',
    title: 'The request is not valid',
    detail: 'The places listed in "errors" are not valid. Correct them and send the request again.',
    errors,
  });
}
