import type { ManagedStore } from '@decouple/messaging-management';
import type {
  OverduePayments,
  PaymentChangeNotifier,
  PaymentAdminQueries,
  PaymentRepairs,
  PaymentStore,
} from '@decouple/payments-domain';

/** The adapters that share one store: what must be written together is written to the same place. */
export interface Store extends ManagedStore {
  readonly payments: PaymentStore;
  readonly queries: PaymentAdminQueries;
  readonly repairs: PaymentRepairs;
  /** Required here: without it the audit of repairs would never be deleted. */
  readonly audits: readonly [PaymentRepairs];
  readonly changes: PaymentChangeNotifier;
  readonly overdue: OverduePayments;
}
