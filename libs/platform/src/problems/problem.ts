/** One invalid place of a request. The value is not part of it: it may be a secret. */
export interface ProblemLocation {
  /** JSON Pointer into the body as a URI fragment (`#/amount/value`), or the name of a header or query parameter. */
  readonly pointer: string;
  readonly detail: string;
}

export interface ProblemFacts {
  readonly status: number;
  /** Stable, for programs; also the last part of the problem's `type`. */
  readonly code: string;
  readonly title: string;
  /** What happened, what it means and what to do next. */
  readonly detail: string;
  /** The first `MAX_PROBLEM_LOCATIONS` are sent. */
  readonly errors?: readonly ProblemLocation[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A response that describes an error, as problem details (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly facts: ProblemFacts,
    options?: ErrorOptions,
  ) {
    super(facts.detail, options);
  }
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** Bounds the response regardless of the request. 50 places are enough to correct a request. */
export const MAX_PROBLEM_LOCATIONS = 50;

/** The problem details document. `type` is the address of an explanation on this service. */
export function problemDocument({ code, detail, errors, status, title }: ProblemFacts, instance: string): object {
  const head = { type: `/problems/${code}`, title, status, detail, instance };
  return errors === undefined ? head : { ...head, errors: errors.slice(0, MAX_PROBLEM_LOCATIONS) };
}
