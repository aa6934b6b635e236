import type { OutgoingMessage } from '@decouple/messaging-core';
import type { Payment, PaymentStatus } from '../payment/payment';

export type StoreResult =
  | { readonly stored: true }
  /** The client has used this idempotency key before; this is what it stands for, as it is now. */
  | { readonly stored: false; readonly existing: Payment };

export interface PaymentQuery {
  readonly clientId: string;
  readonly policyNumber?: string | undefined;
  readonly status?: PaymentStatus | undefined;
  /** The id of the last payment of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Where the customer service keeps its payments. */
export interface PaymentStore {
  /**
   * Stores the payment and its message: both or neither, durable when this resolves.
   *
   * Promised: one payment per client and idempotency key, for ever, whatever runs at the same time.
   *
   * @throws InfrastructureError when the store cannot be reached; then nothing is known about whether it was stored, and
   * the same call again gives the answer.
   */
  add(payment: Payment, message: OutgoingMessage): Promise<StoreResult>;

  /** The client's payment; undefined also for one that belongs to somebody else. */
  find(clientId: string, id: string): Promise<Payment | undefined>;

  /** The client's payments, newest first (by id), at most `limit`. */
  list(query: PaymentQuery): Promise<readonly Payment[]>;

  /**
   * Replaces a payment by what `change` makes of it, as one step: nobody else changes it in between. `change` may be
   * called more than once; returning the same object means that nothing is written.
   *
   * @returns the payment as it is now; undefined when there is none with this id
   */
  change(id: string, change: (payment: Payment) => Payment): Promise<Payment | undefined>;
}
