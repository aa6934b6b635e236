import type { OutgoingMessage } from '@decouple/messaging-core';
import type { Payment, PaymentStatus } from './payment';

export type StoreResult =
  | { readonly stored: true }
  /** The client has used this idempotency key before; this is what it stands for, as it is now. */
  | { readonly stored: false; readonly existing: Payment };

/** What to store of a payment, and what to publish with it. */
export interface PaymentChange {
  /** The payment as it is from now on. The same object writes nothing. */
  readonly payment: Payment;
  /** Added to the outbox, also when the payment stays the same. */
  readonly messages?: readonly OutgoingMessage[];
}

export interface ChangedPayment {
  /** The payment as it is now. */
  readonly payment: Payment;
  readonly changed: boolean;
}

export interface PaymentQuery {
  readonly clientId: string;
  readonly policyNumber?: string | undefined;
  readonly status?: PaymentStatus | undefined;
  /** The id of the last payment of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The payments of customer-api. */
export interface PaymentStore {
  /**
   * Stores the payment and its message: both or neither, durable when this resolves.
   *
   * Promised: one payment per client and idempotency key, permanently, whatever runs at the same time.
   *
   * @throws InfrastructureError when the store cannot be reached; then nothing is known about whether it was stored, and
   * the same call again gives the answer.
   */
  add(payment: Payment, message: OutgoingMessage): Promise<StoreResult>;

  /** The client's payment; undefined also for another client's payment. */
  find(clientId: string, id: string): Promise<Payment | undefined>;

  /** The client's payments, newest first (by id), at most `limit`. */
  list(query: PaymentQuery): Promise<readonly Payment[]>;

  /**
   * Changes a payment and publishes messages, in one transaction: both or neither, durable when this resolves. No other
   * change happens in between.
   *
   * @param decide pure; may be called more than once. What it throws is passed on, and nothing is written.
   * @returns undefined when there is no payment with this id
   * @throws InfrastructureError when the store cannot be reached; then nothing is known about whether it was changed
   */
  change(id: string, decide: (payment: Payment) => PaymentChange): Promise<ChangedPayment | undefined>;
}
