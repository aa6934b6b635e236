import type { PolicyHistory } from '../sale/sale-rules';
import type { RegisteredEntry } from '../record-sale/sales-ledger.port';

/** All entries of the ledger: for those who look after the service. */
export interface LedgerQueries {
  find(paymentId: string): Promise<RegisteredEntry | undefined>;

  /** Entries in the order of the payments' ids, from above `after`. */
  page(page: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly RegisteredEntry[]>;

  /** What the next sale of the policy and month would be decided by. Nothing holds it: it may have changed by then. */
  history(policyNumber: string, billingPeriod: string): Promise<PolicyHistory>;
}
