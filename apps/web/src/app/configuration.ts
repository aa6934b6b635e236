import { Connection, ProblemError } from '@decouple/client';

/** The content of /config.json beside the page: served by customer-api, or written by hand for a static host. */
export interface SiteConfiguration {
  /** Origin of customer-api; empty for the page's own origin. */
  readonly apiUrl: string;
  /** Base addresses of the management APIs; absent if this site has no operators' console. */
  readonly operations: { readonly customerApi: string; readonly salesWorker: string } | undefined;
  /** Base address of the trouble controls; present only in local runs. */
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
