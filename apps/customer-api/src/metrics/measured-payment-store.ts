import type { Clock, OutgoingMessage } from '@decouple/messaging-core';
import {
  type ChangedPayment,
  isFinal,
  type Payment,
  type PaymentChange,
  type PaymentQuery,
  type PaymentStore,
  sameOrder,
  type StoreResult,
} from '@decouple/payments-domain';
import type { PaymentMetrics } from './payment-metrics';

/** A store that counts accepted and answered payments, and changes nothing. */
export class MeasuredPaymentStore implements PaymentStore {
  constructor(
    private readonly store: PaymentStore,
    private readonly metrics: PaymentMetrics,
    private readonly clock: Clock,
  ) {}

  add(payment: Payment, message: OutgoingMessage): Promise<StoreResult> {
    const { metrics } = this;
    return this.store.add(payment, message).then(
      (result) => {
        if (result.stored) metrics.accepted.inc();
        else if (sameOrder(result.existing.order, payment.order)) metrics.replayed.inc();
        else metrics.keysReused.inc();
        return result;
      },
      (error: unknown) => {
        metrics.storeFailures.inc();
        throw error;
      },
    );
  }

  find(clientId: string, id: string): Promise<Payment | undefined> {
    return this.store.find(clientId, id);
  }

  list(query: PaymentQuery): Promise<readonly Payment[]> {
    return this.store.list(query);
  }

  async change(id: string, decide: (payment: Payment) => PaymentChange): Promise<ChangedPayment | undefined> {
    const result = await this.store.change(id, decide);
    if (result?.changed === true) this.countAnswer(result.payment);
    return result;
  }

  /** A final status does not change, so a payment has one critical time. */
  private countAnswer(payment: Payment): void {
    const { acceptedAt, state } = payment;
    this.metrics.answersApplied.of(state.status).inc();
    if (!isFinal(payment)) return;
    // Another process, with a clock that is ahead, may have accepted it.
    // eslint-disable-next-line no-restricted-syntax -- another process accepted it: only the wall clock spans both
    const seconds = Math.max(0, this.clock.now().getTime() - acceptedAt.getTime()) / 1_000;
    this.metrics.criticalTime.of(state.status).observe(seconds);
  }
}
