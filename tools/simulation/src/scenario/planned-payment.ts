import type { PaymentOrder } from '@decouple/payments-domain';

/** What is wrong with a payment's message, in the eyes of its handler. */
export type Trouble =
  | { readonly kind: 'none' }
  /** Fails so many times, fewer than the retry policy has attempts; then it works. */
  | { readonly kind: 'fails'; readonly times: number }
  | { readonly kind: 'fails until'; readonly afterMilliseconds: number }
  | { readonly kind: 'always fails' }
  /** The payment is recorded, and the handler fails all the same: the customer must hear of the former. */
  | { readonly kind: 'fails after recording' }
  /** Says itself that no retry can help. */
  | { readonly kind: 'cannot be handled' }
  /** The broker says that it will never take the message, so many times; then it takes it all the same. */
  | { readonly kind: 'refused by the broker'; readonly times: number };

/** What one customer wants, and how the client goes about it. */
export interface PlannedPayment {
  readonly clientId: string;
  readonly idempotencyKey: string;
  readonly order: PaymentOrder;
  readonly startsAfterMilliseconds: number;
  /** Requests without an answer before the client gives up. */
  readonly maxTries: number;
  /** Sends the same again although it has been answered. */
  readonly repeats: boolean;
  /** Sends this under the same key, by mistake, after it has been answered. */
  readonly otherOrder: PaymentOrder | undefined;
  readonly trouble: Trouble;
}
