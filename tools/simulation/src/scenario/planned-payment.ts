import type { PaymentOrder } from '@decouple/payments-domain';

/** How the handler treats the message of a payment. */
export type Trouble =
  | { readonly kind: 'none' }
  /** Fails `times` times, fewer than the retry policy has attempts; then it succeeds. */
  | { readonly kind: 'fails'; readonly times: number }
  | { readonly kind: 'fails until'; readonly afterMilliseconds: number }
  | { readonly kind: 'always fails' }
  /** The payment is recorded and the handler fails afterwards: the customer must see the recording. */
  | { readonly kind: 'fails after recording' }
  /** Throws an error that rules out a retry. */
  | { readonly kind: 'cannot be handled' }
  /** The broker refuses the message permanently `times` times; then it accepts it. */
  | { readonly kind: 'refused by the broker'; readonly times: number };

/** What one customer pays, and how the client behaves. */
export interface PlannedPayment {
  readonly clientId: string;
  readonly idempotencyKey: string;
  readonly order: PaymentOrder;
  readonly startsAfterMilliseconds: number;
  /** Requests without a response before the client gives up. */
  readonly maxTries: number;
  /** Sends the same request again after its response. */
  readonly repeats: boolean;
  /** Sends this order under the same key, by mistake, after the first response. */
  readonly otherOrder: PaymentOrder | undefined;
  readonly trouble: Trouble;
}
