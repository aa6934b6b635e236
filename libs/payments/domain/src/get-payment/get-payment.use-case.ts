import type { Payment } from '../payment/payment';
import { isFinal } from '../payment/payment';
import { PaymentNotFoundError } from '../payment/payment.errors';
import type { PaymentChangeNotifier } from './payment-change-notifier.port';
import type { PaymentStore } from '../payment/payment-store.port';

export interface GetPaymentInput {
  readonly clientId: string;
  readonly requestId: string;
  /** Wait up to `milliseconds` for a version other than `knownVersion` (default: than the current one). */
  readonly wait?: { readonly milliseconds: number; readonly knownVersion?: number | undefined } | undefined;
  readonly signal: AbortSignal;
}

/** Returns a payment, now or as soon as it changes. */
export class GetPayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly changes: PaymentChangeNotifier,
  ) {}

  /** @throws PaymentNotFoundError also when the payment belongs to another client */
  async execute({ clientId, requestId, wait, signal }: GetPaymentInput): Promise<Payment> {
    const payment = await this.find(clientId, requestId);
    if (wait === undefined || isFinal(payment)) return payment;
    const knownVersion = wait.knownVersion ?? payment.version;
    if (knownVersion !== payment.version) return payment;
    await this.changes.waitForChange(requestId, knownVersion, wait.milliseconds, signal);
    return this.find(clientId, requestId);
  }

  private async find(clientId: string, requestId: string): Promise<Payment> {
    const payment = await this.payments.find(clientId, requestId);
    if (payment === undefined) throw new PaymentNotFoundError(requestId);
    return payment;
  }
}
