import type { Randomness } from '@decouple/messaging-core';

/** What a client wants to pay, under the key that makes it one payment however often it is sent. */
export interface PaymentOrder {
  readonly idempotencyKey: string;
  readonly policyNumber: string;
  readonly billingPeriod: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** Few, so that some months are paid twice and some policies in two currencies: those payments are rejected. */
const POLICIES = 1_000;
/** One less than sales takes, in either direction: the month may end during the run. */
const FARTHEST_MONTH = 23;
const FOREIGN_CURRENCY_PROBABILITY = 0.03;
const HIGHEST_AMOUNT_MINOR = 250_000;

/** Makes the payments of a run: the same for the same seed, except for the month that today is in. */
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
    return {
      idempotencyKey: `chaos-${this.seed}-${this.made}`,
      policyNumber: `POL-${100_000 + this.upTo(POLICIES)}`,
      billingPeriod: month.toISOString().slice(0, 7),
      amountMinor: 1 + this.upTo(HIGHEST_AMOUNT_MINOR),
      currency: this.randomness.next() < FOREIGN_CURRENCY_PROBABILITY ? 'USD' : 'EUR',
    };
  }

  private upTo(limit: number): number {
    return Math.floor(this.randomness.next() * limit);
  }
}
