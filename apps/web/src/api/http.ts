import { ProblemError, type ProblemLocation, UnreachableError } from './problem';

const ANSWER_WITHIN_MILLISECONDS = 30_000;

export interface JsonRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Asks a service of ours, which answers JSON or problem details (RFC 9457).
 *
 * @throws ProblemError when it says no
 * @throws UnreachableError when it does not answer, or answers something else: a proxy's page, for instance
 */
export async function askJson<Body>(address: string, request: JsonRequest = {}): Promise<Body> {
  const { body, headers, method = 'GET', signal } = request;
  const timeout = AbortSignal.timeout(ANSWER_WITHIN_MILLISECONDS);
  const init: RequestInit = {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : JSON_BODY), ...headers },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
  };
  try {
    const response = await fetch(address, init);
    const document: unknown = await response.json();
    if (response.ok) return document as Body;
    throw problemFrom(response, document);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ProblemError) throw error;
    throw new UnreachableError(`${new URL(address, location.href).host} does not answer.`, { cause: error });
  }
}

const JSON_BODY = { 'content-type': 'application/json' };

function problemFrom({ headers, status, statusText }: Response, document: unknown): ProblemError {
  const problem = (document ?? {}) as {
    readonly type?: string;
    readonly title?: string;
    readonly detail?: string;
    readonly errors?: readonly ProblemLocation[];
  };
  const code = problem.type?.split('/').at(-1) ?? 'unknown';
  const title = problem.title ?? statusText;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds : undefined;
  return new ProblemError(status, code, title, problem.detail ?? title, problem.errors, retryAfter);
}
