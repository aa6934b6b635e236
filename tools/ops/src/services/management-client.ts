import { ServiceRefusedError, ServiceUnreachableError } from './service.errors';
import type { ServiceName } from './service-name';

/** A decision on a thousand letters takes a second; nobody waits longer than this for a terminal. */
const ANSWER_WITHIN_MILLISECONDS = 30_000;

interface ProblemBody {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** The management API of one service. */
export class ManagementClient {
  constructor(
    readonly service: ServiceName,
    private readonly address: string,
  ) {}

  /** @throws ServiceUnreachableError @throws ServiceRefusedError */
  get<Body>(path: string, query: Readonly<Record<string, string | undefined>> = {}): Promise<Body> {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as [string, string]],
    );
    const parameters = new URLSearchParams(given).toString();
    return this.ask(parameters === '' ? path : `${path}?${parameters}`, {});
  }

  /** The resource, or undefined when there is none. */
  async find<Body>(path: string): Promise<Body | undefined> {
    try {
      return await this.get<Body>(path);
    } catch (error) {
      if (error instanceof ServiceRefusedError && error.status === 404) return undefined;
      throw error;
    }
  }

  post<Body>(path: string, document: object, headers: Readonly<Record<string, string>>): Promise<Body> {
    return this.ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(document),
    });
  }

  private async ask<Body>(path: string, init: RequestInit): Promise<Body> {
    const response = await this.answer(path, init);
    if (response.ok) return (await response.json()) as Body;
    throw new ServiceRefusedError(this.service, response.status, await detailOf(response));
  }

  private async answer(path: string, init: RequestInit): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MILLISECONDS);
      return await fetch(`${this.address}${path}`, { ...init, signal });
    } catch (error) {
      throw new ServiceUnreachableError(this.service, this.address, { cause: error });
    }
  }
}

async function detailOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { detail, errors = [], title } = JSON.parse(text) as ProblemBody;
    const places = errors.map((error) => `${error.pointer} ${error.detail}`);
    return places.length > 0 ? `${places.join('; ')}.` : (detail ?? title ?? text);
  } catch {
    // Not one of our services: what it said is the best there is to tell.
    return text.slice(0, 500);
  }
}
