import { FRAMEWORK_PROBLEMS } from '@decouple/platform';

export interface ProblemExplanation {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  /** What the problem means and what to do. */
  readonly explanation: string;
}

/** The problems of this API. The `type` of a problem is the address of its entry. */
export const PROBLEM_CATALOGUE: readonly ProblemExplanation[] = [
  ...FRAMEWORK_PROBLEMS.map(({ code, detail, status, title }) => ({ code, status, title, explanation: detail })),
  {
    code: 'malformed-body',
    status: 400,
    title: 'The body cannot be read',
    explanation: 'The body is not valid JSON, repeats a property or is nested too deeply. Nothing was stored.',
  },
  {
    code: 'validation-failed',
    status: 400,
    title: 'The payment is not valid',
    explanation: 'One or more properties break their rules; "errors" names each by JSON Pointer. Nothing was stored.',
  },
  {
    code: 'card-number-refused',
    status: 400,
    title: 'The request holds something like a card number',
    explanation:
      'A field contains 13 to 19 digits with a valid check digit. Send the payment provider’s token instead.',
  },
  {
    code: 'idempotency-key-missing',
    status: 400,
    title: 'The Idempotency-Key header is missing',
    explanation: 'Every payment needs a key that the client generates, so that a repeated request pays once.',
  },
  {
    code: 'idempotency-key-malformed',
    status: 400,
    title: 'The Idempotency-Key header is malformed',
    explanation: 'The header must be sent once, with 1 to 255 printable ASCII characters in double quotes.',
  },
  {
    code: 'client-id-malformed',
    status: 400,
    title: 'The client id is malformed',
    explanation: 'The header with the client id must be sent once, with a valid id.',
  },
  {
    code: 'query-invalid',
    status: 400,
    title: 'The query is not valid',
    explanation: 'One or more query parameters are unknown, repeated or break their rules.',
  },
  {
    code: 'payment-not-found',
    status: 404,
    title: 'There is no such payment',
    explanation: 'The id is unknown, or the payment belongs to another client; the response does not tell which.',
  },
  {
    code: 'idempotency-key-reused',
    status: 422,
    title: 'The idempotency key belongs to another payment',
    explanation: 'The same client used the key before with other data. Keys are kept as long as the payment itself.',
  },
  {
    code: 'overloaded',
    status: 503,
    title: 'Too many payments at this moment',
    explanation:
      'The service limits the payments that it accepts concurrently. Retry after the seconds in Retry-After.',
  },
  {
    code: 'temporarily-unavailable',
    status: 503,
    title: 'The service cannot answer right now',
    explanation: 'Retry after the seconds in Retry-After, with the same Idempotency-Key: the payment is made once.',
  },
];
