import type { RequestedPayment } from '@decouple/invariants';
import type { Randomness } from '@decouple/messaging-core';

export interface PaymentOrder extends RequestedPayment {
  readonly customerId: string;
}

export const PAYMENT_METHOD = { type: 'card', token: 'tok_visa_4f9a' } as const;

/** Few enough that some months are paid twice and some policies in two currencies: sales rejects those payments. */
const POLICIES = 1_000;
/** One less than the limit of sales in either direction: the month may end during the run. */
const FARTHEST_MONTH = 23;
const FOREIGN_CURRENCY_PROBABILITY = 0.03;
const HIGHEST_AMOUNT_MINOR = 250_000;

/** Generates the payments of a run. The same seed and the same current month produce the same payments. */
export class PaymentOrders {
  private made = 0;

  constructor(
    private readonly seed: number,
    private readonly randomness: Randomness,
    private readonly today: Date,
  ) {}

  next(): PaymentOrder {
    this.made += 1;
    const months = this.upTo(2 * FARTHEST_MONTH + 1) - FARTHEST_MONTH;
    const month = new Date(Date.UTC(this.today.getUTCFullYear(), this.today.getUTCMonth() + months, 1));
    const policyNumber = `POL-${100_000 + this.upTo(POLICIES)}`;
    const customerId = `CUST-${policyNumber.slice(-4)}`;
    return {
      idempotencyKey: `chaos-${this.seed}-${this.made}`,
      policyNumber,
      customerId,
      payer: `${customerId} ${PAYMENT_METHOD.type} ${PAYMENT_METHOD.token}`,
      billingPeriod: month.toISOString().slice(0, 7),
      amountMinor: String(1 + this.upTo(HIGHEST_AMOUNT_MINOR)),
      currency: this.randomness.next() < FOREIGN_CURRENCY_PROBABILITY ? 'USD' : 'EUR',
    };
  }

  private upTo(limit: number): number {
    return Math.floor(this.randomness.next() * limit);
  }
}
