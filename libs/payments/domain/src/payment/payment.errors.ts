/** The idempotency key was used before for another payment. */
export class IdempotencyKeyReusedError extends Error {
  override readonly name = 'IdempotencyKeyReusedError';
  readonly code = 'idempotency-key-reused';

  constructor(readonly requestId: string) {
    super(`The idempotency key belongs to payment ${requestId}, which was ordered with other data.`);
  }
}

/** There is no such payment for this client. */
export class PaymentNotFoundError extends Error {
  override readonly name = 'PaymentNotFoundError';
  readonly code = 'payment-not-found';

  constructor(readonly requestId: string) {
    super('There is no payment with this request id.');
  }
}
