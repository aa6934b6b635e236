import type { InvalidDocumentError } from '@decouple/validation';
import { Problem, type ProblemLocation } from './problem';

export function invalidRequest(errors: readonly ProblemLocation[], options?: ErrorOptions): Problem {
  return new Problem(
    {
      status: 400,
      code: 'request-invalid',
      title: 'The request is not valid',
      detail: 'The places listed in "errors" are not valid. Correct them and send the request again.',
      errors,
    },
    options,
  );
}

export function problemLocations({ violations }: InvalidDocumentError): readonly ProblemLocation[] {
  return violations.map(({ detail, pointer }) => ({ pointer, detail }));
}
