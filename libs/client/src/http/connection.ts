import { ProblemError, UnreachableError } from '../problem';
import { LinkedSignal } from './linked-signal';
import { retryAfterSeconds } from './retry-after';

export type RequestHeaders = Readonly<Record<string, string>>;

export interface ConnectionSettings {
  /** Where the API is, such as `https://payments.example.com`; empty in a page of the API's own origin. */
  readonly baseUrl: string;
  /** Instead of the global one. */
  readonly fetch?: typeof fetch;
  /** Sent with every request; a function is asked anew each time, for tokens that expire. */
  readonly headers?: RequestHeaders | (() => RequestHeaders | Promise<RequestHeaders>);
}

export interface ApiRequest {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: RequestHeaders;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** The whole answer has to be there by then. */
  readonly timeoutMs: number;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON document; undefined with 304. */
  readonly document: unknown;
}

/** Asks the API: one request, one answer. */
export class Connection {
  constructor(private readonly settings: ConnectionSettings) {}

  get baseUrl(): string {
    return this.settings.baseUrl.replace(/\/+$/, '');
  }

  /** Whether requests carry headers that a browser's EventSource could not send. */
  get hasHeaders(): boolean {
    return this.settings.headers !== undefined;
  }

  /**
   * @throws ProblemError when the answer is no
   * @throws UnreachableError when there is no answer in time, or one that is not the API's
   * @throws the signal's reason when it is aborted
   */
  async ask(request: ApiRequest): Promise<ApiAnswer> {
    const { path, signal, timeoutMs } = request;
    signal?.throwIfAborted();
    const linked = new LinkedSignal(signal, timeoutMs);
    try {
      const response = await this.send(request, linked.signal);
      if (response.status === 304) return { status: 304, headers: response.headers, document: undefined };
      const text = await response.text();
      const document = parseJson(text);
      if (!response.ok) throw problemFrom(response, document);
      if (!isObject(document)) throw new UnreachableError(`The answer to ${path} is not JSON: it is not from the API.`);
      return { status: response.status, headers: response.headers, document };
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ProblemError || error instanceof UnreachableError) throw error;
      const what = linked.timedOut ? `does not answer within ${timeoutMs / 1_000} s` : 'cannot be reached';
      throw new UnreachableError(`${this.baseUrl === '' ? 'The service' : this.baseUrl} ${what}.`, { cause: error });
    } finally {
      linked.release();
    }
  }

  private async send({ body, headers, method = 'GET', path }: ApiRequest, signal: AbortSignal): Promise<Response> {
    const { fetch: ask = fetch, headers: own } = this.settings;
    return ask(`${this.baseUrl}${path}`, {
      method,
      headers: {
        accept: 'application/json, application/problem+json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(typeof own === 'function' ? await own() : own),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // Versions are compared by this client: a cache in between would answer for the service.
      cache: 'no-store',
      signal,
    });
  }
}

/** Undefined when it is not JSON: a proxy's page, for instance. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(document: unknown): document is Readonly<Record<string, unknown>> {
  return typeof document === 'object' && document !== null;
}

/** Also from what a gateway in between answers, which may be no problem document at all. */
function problemFrom({ headers, status, statusText }: Response, document: unknown): ProblemError {
  const { detail, errors, instance, title, type } = isObject(document) ? document : {};
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return new ProblemError({
    status,
    type: text(type) ?? 'about:blank',
    title: text(title) ?? (statusText === '' ? `HTTP ${status}` : statusText),
    detail: text(detail),
    instance: text(instance),
    errors: Array.isArray(errors) ? (errors as ProblemError['errors']) : undefined,
    retryAfterSeconds: retryAfterSeconds(headers),
  });
}
