import type { OutgoingMessage } from '@decouple/messaging-core';
import type {
  ChangedPayment,
  Payment,
  PaymentChange,
  PaymentQuery,
  PaymentStore,
  StoreResult,
} from '@decouple/payments-domain';

/** The parts of a payment that the store drops before it returns the payment. */
export interface Forgetting {
  /** Which key it was ordered under. */
  readonly key?: (payment: Payment) => Payment;
  /** What sales has said of it so far. */
  readonly outcome?: (payment: Payment) => Payment;
}

const same = (payment: Payment): Payment => payment;

/** Orders every payment under a key of its own, whatever the client said. */
export const FORGET_KEYS: Forgetting = { key: (payment) => ({ ...payment, idempotencyKey: payment.id }) };

/** Makes every outcome look like the first one. */
export const FORGET_OUTCOMES: Forgetting = {
  outcome: (payment) => ({ ...payment, state: { status: 'queued' }, outcomeAt: undefined, outcomeSequence: undefined }),
};

/** Forgets in which order sales announced things. */
export const FORGET_ORDER: Forgetting = {
  outcome: (payment) => ({ ...payment, outcomeSequence: undefined }),
};

export class ForgetfulPaymentStore implements PaymentStore {
  constructor(
    private readonly payments: PaymentStore,
    private readonly forgetting: Forgetting,
  ) {}

  add(payment: Payment, message: OutgoingMessage): Promise<StoreResult> {
    return this.payments.add((this.forgetting.key ?? same)(payment), message);
  }

  find(clientId: string, id: string): Promise<Payment | undefined> {
    return this.payments.find(clientId, id);
  }

  list(query: PaymentQuery): Promise<readonly Payment[]> {
    return this.payments.list(query);
  }

  change(id: string, decide: (payment: Payment) => PaymentChange): Promise<ChangedPayment | undefined> {
    return this.payments.change(id, (payment) => decide((this.forgetting.outcome ?? same)(payment)));
  }
}
