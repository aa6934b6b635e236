import { askJson } from '../api/http';
import { ProblemError } from '../api/problem';

/** What /config.json beside the page tells: written by customer-api, or by hand for a static host. */
export interface SiteConfiguration {
  /** Origin of customer-api; empty: the page's own. */
  readonly apiUrl: string;
  /** Base addresses of the management APIs; absent where operators are not served. */
  readonly operations: { readonly customerApi: string; readonly salesWorker: string } | undefined;
  /** Base address of the trouble controls; absent everywhere but in local runs. */
  readonly troubleMode: string | undefined;
}

const PAY_ONLY: SiteConfiguration = { apiUrl: '', operations: undefined, troubleMode: undefined };

/** @throws UnreachableError */
export async function readConfiguration(): Promise<SiteConfiguration> {
  try {
    const found = await askJson<Partial<SiteConfiguration>>('/config.json');
    return { ...PAY_ONLY, ...found };
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return PAY_ONLY;
    throw error;
  }
}
