/** A place of a request that is not valid (RFC 9457 extension `errors`). */
export interface ProblemLocation {
  readonly pointer: string;
  readonly detail: string;
}

/** The service answered, and the answer is no. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly ProblemLocation[] = [],
    readonly retryAfterSeconds?: number,
  ) {
    super(detail);
  }
}

/** Nobody answered, or not in time: whether the request arrived is not known. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** Whether asking again, with nothing changed, may be answered differently. */
export function isPassing(error: unknown): boolean {
  if (error instanceof UnreachableError) return true;
  return error instanceof ProblemError && (error.status >= 500 || PASSING_STATUSES.has(error.status));
}

/** Request time-out, conflict with the same request in hand, too early, too many requests. */
const PASSING_STATUSES = new Set([408, 409, 425, 429]);
