import type { ManagedStore } from '@decouple/messaging-nest';
import type { OverduePayments, PaymentChanges, PaymentRegister, PaymentStore } from '@decouple/payments-domain';

/** The adapters that share one store: what must be written together is written to the same place. */
export interface Store extends ManagedStore {
  readonly payments: PaymentStore;
  readonly register: PaymentRegister;
  readonly changes: PaymentChanges;
  readonly overdue: OverduePayments;
}
