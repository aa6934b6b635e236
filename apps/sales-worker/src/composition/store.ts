import type { ManagedStore } from '@decouple/messaging-management';
import type { LedgerQueries, SalesLedger } from '@decouple/sales-domain';

/** The adapters that share one store: what must be written together is written to the same place. */
export interface Store extends ManagedStore {
  readonly ledger: SalesLedger;
  readonly queries: LedgerQueries;
}
