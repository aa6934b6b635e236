import type { Clock, IdGenerator } from '@decouple/messaging-core';
import type { Payment, PaymentOrder } from '../payment/payment';
import { sameOrder } from '../payment/payment';
import { IdempotencyKeyReusedError } from '../payment/payment.errors';
import { acceptedPayment } from '../payment/payment-transitions';
import type { PaymentStore } from '../payment/payment-store.port';
import { paymentAcceptedMessage, type TraceContext, traceIdOf } from './payment-accepted.message';

export interface AcceptPaymentInput {
  readonly clientId: string;
  readonly idempotencyKey: string;
  readonly order: PaymentOrder;
  readonly trace: TraceContext;
}

export interface AcceptPaymentResult {
  readonly payment: Payment;
  /** The payment was accepted before, under the same key; this is what became of it. */
  readonly replayed: boolean;
}

/** Takes a payment in: stores it together with the message to sales. Knows nothing of queues being up or down. */
export class AcceptPayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly clock: Clock,
    private readonly ids: IdGenerator,
    /** Called after each commit: there is something to relay. */
    private readonly nudgeRelay: () => void,
  ) {}

  /**
   * @throws IdempotencyKeyReusedError when the key stands for another order
   * @throws InfrastructureError when the store cannot be reached
   */
  async execute({ clientId, idempotencyKey, order, trace }: AcceptPaymentInput): Promise<AcceptPaymentResult> {
    const id = this.ids.next();
    const acceptedAt = this.clock.now();
    const payment = acceptedPayment({ id, clientId, idempotencyKey, order, acceptedAt, traceId: traceIdOf(trace) });
    const result = await this.payments.add(payment, paymentAcceptedMessage(payment, trace));
    if (result.stored) {
      this.nudgeRelay();
      return { payment, replayed: false };
    }
    if (!sameOrder(result.existing.order, order)) throw new IdempotencyKeyReusedError(result.existing.id);
    return { payment: result.existing, replayed: true };
  }
}
