import { Problem, type ProblemLocation } from '../problems/problem';

export interface PageQuery {
  readonly after: string | undefined;
  readonly limit: number;
}

export const DEFAULT_PAGE_LIMIT = 500;
export const MAX_PAGE_LIMIT = 2_000;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads the query of a list that is paged by id: `after` and `limit`.
 *
 * @throws Problem 400 naming every bad parameter
 */
export function parsePageQuery(parameters: Readonly<Record<string, unknown>>): PageQuery {
  const { after, limit = String(DEFAULT_PAGE_LIMIT), ...unknown } = parameters;
  const errors: ProblemLocation[] = Object.keys(unknown).map((name) => ({
    pointer: `query:${name}`,
    detail: 'unknown parameter; known are after and limit',
  }));
  const count = typeof limit === 'string' && /^[1-9]\d{0,3}$/.test(limit) ? Number(limit) : undefined;
  if (count === undefined || count > MAX_PAGE_LIMIT) {
    errors.push({ pointer: 'query:limit', detail: `must be a whole number from 1 to ${MAX_PAGE_LIMIT}` });
  }
  if (after !== undefined && !(typeof after === 'string' && UUID.test(after))) {
    errors.push({ pointer: 'query:after', detail: 'must be the last id of the previous page' });
  }
  if (errors.length > 0) throw invalidQuery(errors);
  return { after: after as string | undefined, limit: count as number };
}

export function invalidQuery(errors: readonly ProblemLocation[]): Problem {
  return new Problem({
    status: 400,
    code: 'query-invalid',
    title: 'The query is not valid',
    detail: 'The query parameters listed in "errors" are not valid. Correct them and send the request again.',
    errors,
  });
}
