import type { Sale } from '../sale/sale';
import type { PolicyHistory } from '../sale/sale-rules';
import type { LedgerEntry } from './sales-ledger.port';

/** An entry of the ledger with the sale that it decided on. */
export interface RegisteredEntry extends LedgerEntry {
  readonly sale: Sale;
}

/** All entries of the ledger: for those who look after the service. */
export interface LedgerQueries {
  find(paymentId: string): Promise<RegisteredEntry | undefined>;

  /** Entries in the order of the payments' ids, from above `after`. */
  page(page: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly RegisteredEntry[]>;

  /** What the next sale of the policy and month would be decided by. Nothing holds it: it may have changed by then. */
  history(policyNumber: string, billingPeriod: string): Promise<PolicyHistory>;
}
