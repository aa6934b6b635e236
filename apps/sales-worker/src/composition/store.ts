import type { ManagedStore } from '@decouple/messaging-management';
import type { LedgerQueries, SalesLedger } from '@decouple/sales-domain';

/** The adapters of one store: data that is written together is written to the same database. */
export interface Store extends ManagedStore {
  readonly ledger: SalesLedger;
  readonly queries: LedgerQueries;
}
