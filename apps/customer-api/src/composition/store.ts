import type { ManagedStore } from '@decouple/messaging-management';
import type {
  OverduePayments,
  PaymentChangeNotifier,
  PaymentAdminQueries,
  PaymentRepairs,
  PaymentStore,
} from '@decouple/payments-domain';

/** The adapters of one store: data that is written together is written to the same database. */
export interface Store extends ManagedStore {
  readonly payments: PaymentStore;
  readonly queries: PaymentAdminQueries;
  readonly repairs: PaymentRepairs;
  /** Required: without it the audit of repairs would never be deleted. */
  readonly audits: readonly [PaymentRepairs];
  readonly changes: PaymentChangeNotifier;
  readonly overdue: OverduePayments;
}
