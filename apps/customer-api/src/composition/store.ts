import type { ManagedStore } from '@decouple/messaging-nest';
import type {
  OverduePayments,
  PaymentChanges,
  PaymentRegister,
  PaymentRepairs,
  PaymentStore,
} from '@decouple/payments-domain';

/** The adapters that share one store: what must be written together is written to the same place. */
export interface Store extends ManagedStore {
  readonly payments: PaymentStore;
  readonly register: PaymentRegister;
  readonly repairs: PaymentRepairs;
  readonly changes: PaymentChanges;
  readonly overdue: OverduePayments;
}
