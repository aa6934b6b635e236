import { Connection, ProblemError } from '@decouple/client';

/** What /config.json beside the page tells: written by customer-api, or by hand for a static host. */
export interface SiteConfiguration {
  /** Origin of customer-api; empty: the page's own. */
  readonly apiUrl: string;
  /** Base addresses of the management APIs; absent where operators are not served. */
  readonly operations: { readonly customerApi: string; readonly salesWorker: string } | undefined;
  /** Base address of the trouble controls; absent everywhere but in local runs. */
  readonly troubleMode: string | undefined;
}

const ANSWER_WITHIN_MS = 10_000;

const PAY_ONLY: SiteConfiguration = { apiUrl: '', operations: undefined, troubleMode: undefined };

/** @throws UnreachableError */
export async function readConfiguration(): Promise<SiteConfiguration> {
  try {
    const beside = new Connection({ baseUrl: '' });
    const { document } = await beside.ask({ path: '/config.json', timeoutMs: ANSWER_WITHIN_MS });
    return { ...PAY_ONLY, ...(document as Partial<SiteConfiguration>) };
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return PAY_ONLY;
    throw error;
  }
}
