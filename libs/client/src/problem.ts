import type { components } from './generated/openapi';

/** A place of a request that is not valid: a JSON Pointer into the body, or a header or query parameter. */
export type ProblemLocation = components['schemas']['ProblemLocation'];

export interface ProblemFacts {
  readonly status: number;
  /** Identifies the kind of problem; relative to the API, whose answer there explains it. `about:blank`: not told. */
  readonly type: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly instance?: string | undefined;
  readonly errors?: readonly ProblemLocation[] | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

/** The service answered, and the answer is no: problem details (RFC 9457). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly type: string;
  /** The last part of the type: stable, for programs. */
  readonly code: string;
  readonly title: string;
  /** What happened, what it means, what to do next. */
  readonly detail: string;
  readonly instance: string | undefined;
  /** Every bad place of the request. */
  readonly errors: readonly ProblemLocation[];
  /** Seconds that the service asks to be left alone for. */
  readonly retryAfterSeconds: number | undefined;

  constructor({ detail, errors = [], instance, retryAfterSeconds, status, title, type }: ProblemFacts) {
    super(detail ?? title);
    this.status = status;
    this.type = type;
    this.code = type.split('/').at(-1) ?? type;
    this.title = title;
    this.detail = detail ?? title;
    this.instance = instance;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No response came, it came too late, or it is not from the service: whether the request arrived is unknown. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** Request time-out, conflict with the same request in progress, too early, too many requests. */
const PASSING_STATUSES = [408, 409, 425, 429];

/** Whether the same request, sent again later, may be answered differently. */
export function isPassing(error: unknown): boolean {
  if (error instanceof UnreachableError) return true;
  return error instanceof ProblemError && (error.status >= 500 || PASSING_STATUSES.includes(error.status));
}
