import type { ManagedStore } from '@decouple/messaging-nest';
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
  readonly changes: PaymentChangeNotifier;
  readonly overdue: OverduePayments;
}
