import type { Sale } from '../sale/sale';
import type { LedgerEntry } from './sales-ledger.port';

/** An entry of the ledger with the sale that it decided on. */
export interface RegisteredEntry extends LedgerEntry {
  readonly sale: Sale;
}

/** All entries of the ledger: for those who look after the service. */
export interface LedgerRegister {
  find(paymentId: string): Promise<RegisteredEntry | undefined>;

  /** Entries in the order of the payments' ids, from above `after`. */
  page(page: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly RegisteredEntry[]>;
}
