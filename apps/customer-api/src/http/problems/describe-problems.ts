import { applyDecorators } from '@nestjs/common';
import { ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
import { PROBLEM_CATALOGUE, type ProblemExplanation } from './problem-catalogue';

type Headers = NonNullable<ApiResponseOptions['headers']>;

/** Problems that the HTTP server can return for any request. */
const OF_EVERY_OPERATION = [
  'bad-request',
  'request-timeout',
  'misdirected-request',
  'headers-too-large',
  'internal-error',
  'temporarily-unavailable',
];

const HEADERS_BY_STATUS: Readonly<Record<number, Headers>> = {
  415: {
    Accept: { description: 'The media type that a body must have.', schema: { type: 'string' } },
    'Accept-Encoding': { description: 'The content encodings that a body may have.', schema: { type: 'string' } },
  },
  422: {
    Location: {
      description: 'Address of the payment that the key stands for.',
      schema: { type: 'string', format: 'uri-reference' },
    },
  },
  503: {
    'Retry-After': {
      description: 'Seconds after which to send the same request again.',
      schema: { type: 'integer', minimum: 1 },
    },
  },
};

/** Sent before routing, by code that sets as few headers as possible. */
const BEFORE_ROUTING = [408, 414, 431];

const CACHE_CONTROL = { 'Cache-Control': { description: '`no-store`.', schema: { type: 'string' } } } as const;

/** Examples of the places of an invalid request, for problems that name them. */
const ERRORS_BY_CODE: Readonly<Record<string, readonly object[]>> = {
  'validation-failed': [{ pointer: '#/amount/value', detail: 'must be a whole number of minor units' }],
  'card-number-refused': [{ pointer: '#/paymentMethod/token', detail: 'looks like a card number' }],
  'idempotency-key-missing': [{ pointer: 'header:idempotency-key', detail: 'must be one key in double quotes' }],
  'idempotency-key-malformed': [{ pointer: 'header:idempotency-key', detail: 'must be one key in double quotes' }],
  'client-id-malformed': [{ pointer: 'header:x-client-id', detail: 'must be a client id' }],
  'query-invalid': [{ pointer: 'query:limit', detail: 'must be a whole number from 1 to 200' }],
};

/** OpenAPI descriptions of all problems of an operation: one response per status, one example per kind of problem. */
export function DescribeProblems(address: string, ...codes: readonly string[]) {
  const byStatus = new Map<number, ProblemExplanation[]>();
  for (const code of [...codes, ...OF_EVERY_OPERATION]) {
    const problem = problemWith(code);
    byStatus.set(problem.status, [...(byStatus.get(problem.status) ?? []), problem]);
  }
  return applyDecorators(...[...byStatus].map(([status, problems]) => describeStatus(status, problems, address)));
}

function problemWith(code: string): ProblemExplanation {
  const problem = PROBLEM_CATALOGUE.find((candidate) => candidate.code === code);
  if (problem === undefined) throw new Error(`The catalogue of problems has no "${code}".`);
  return problem;
}

function describeStatus(status: number, problems: readonly ProblemExplanation[], address: string) {
  const examples = problems.map(({ code, explanation, title }) => {
    const errors = ERRORS_BY_CODE[code];
    const document = { type: `/problems/${code}`, title, status, detail: explanation, instance: address };
    return [code, { summary: title, value: errors === undefined ? document : { ...document, errors } }] as const;
  });
  return ApiResponse({
    status,
    description: problems.map(({ title }) => `${title}.`).join(' '),
    headers: { ...(BEFORE_ROUTING.includes(status) ? {} : CACHE_CONTROL), ...HEADERS_BY_STATUS[status] },
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(examples),
      },
    },
  });
}
