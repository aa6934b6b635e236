import { InvalidDocumentError } from '@decouple/validation';
import { HttpException } from '@nestjs/common';
import { invalidRequest, problemLocations } from './invalid-request';
import { Problem, type ProblemFacts } from './problem';

type Wording = Pick<ProblemFacts, 'code' | 'title' | 'detail' | 'headers'>;

const BAD_REQUEST: Wording = {
  code: 'bad-request',
  title: 'The request cannot be read',
  detail: 'The request is malformed. Check its syntax and its headers and send it again.',
};

/** Errors that the framework reports, in our words: its own may quote the request. */
const BY_STATUS: Readonly<Record<number, Wording>> = {
  400: BAD_REQUEST,
  404: {
    code: 'not-found',
    title: 'There is nothing here',
    detail: 'No resource has this address and method. The description of the API is at /openapi.json.',
  },
  405: {
    code: 'method-not-allowed',
    title: 'The resource does not have this method',
    detail: 'The address is right, the method is not. The Allow header lists the methods that this resource has.',
  },
  408: {
    code: 'request-timeout',
    title: 'The request took too long to arrive',
    detail: 'The whole request did not arrive in time. Send it again; with the same Idempotency-Key that is safe.',
  },
  413: {
    code: 'body-too-large',
    title: 'The body is too large',
    detail: 'The body is larger than this resource accepts. Send a smaller body.',
  },
  414: {
    code: 'uri-too-long',
    title: 'The address is too long',
    detail: 'The address of the request is longer than any that this service has. Check how it was put together.',
  },
  415: {
    code: 'unsupported-media-type',
    title: 'The form of the body is not supported',
    detail:
      'Send the body as JSON in UTF-8, with "Content-Type: application/json" and without compression (no Content-Encoding).',
    // RFC 9110, 12.5.1 and 12.5.3: in an answer they say what the next request may send.
    headers: { accept: 'application/json', 'accept-encoding': 'identity' },
  },
  421: {
    code: 'misdirected-request',
    title: 'The request is not for this host',
    detail:
      'The host name of the request is not one that this service answers to; nothing was done. Use the address of the service, or add the name to ALLOWED_HOSTS.',
  },
  431: {
    code: 'headers-too-large',
    title: 'The headers are too large',
    detail: 'The headers of the request are larger than this service accepts. Send fewer or shorter ones.',
  },
};

const UNEXPECTED: ProblemFacts = {
  status: 500,
  code: 'internal-error',
  title: 'Something went wrong here',
  detail: 'The service failed to answer. Nothing is known to be wrong with the request; send it again later.',
};

/** The problem for any thrown value. An unexpected error becomes a 500 that reveals nothing of its cause. */
export function frameworkProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof InvalidDocumentError) return invalidRequest(problemLocations(error), { cause: error });
  const status = error instanceof HttpException ? error.getStatus() : 500;
  return statusProblem(status, error);
}

export function statusProblem(status: number, cause?: unknown): Problem {
  // The file server of /docs says it of paths that can name no file. To a client there is nothing at such an address.
  if (status === 403) return statusProblem(404, cause);
  const wording = BY_STATUS[status];
  if (wording !== undefined) return new Problem({ status, ...wording }, { cause });
  if (status >= 400 && status < 500) return new Problem({ status, ...BAD_REQUEST }, { cause });
  return new Problem(UNEXPECTED, { cause });
}

/** Every problem that the framework can cause, for the pages that explain them. */
export const FRAMEWORK_PROBLEMS: readonly ProblemFacts[] = [
  ...Object.entries(BY_STATUS).map(([status, wording]) => ({ status: Number(status), ...wording })),
  UNEXPECTED,
];
