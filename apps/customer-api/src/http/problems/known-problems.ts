import { InfrastructureError } from '@decouple/messaging-core';
import { IdempotencyKeyReusedError, PaymentNotFoundError } from '@decouple/payments-domain';
import { Problem } from '@decouple/platform';

const RETRY_AFTER_SECONDS = 5;

/** Maps the errors of the application to problems; the only place that does. */
export function knownProblem(error: unknown): Problem | undefined {
  if (error instanceof PaymentNotFoundError) {
    return new Problem(
      {
        status: 404,
        code: error.code,
        title: 'There is no such payment',
        detail: 'No payment of yours has this request id. Check the id; it is in the response to the payment.',
      },
      { cause: error },
    );
  }
  if (error instanceof IdempotencyKeyReusedError) {
    return new Problem(
      {
        status: 422,
        code: error.code,
        title: 'The idempotency key belongs to another payment',
        detail: `The key was used for payment ${error.requestId} with other data. Nothing was stored. Use a new key for a new payment.`,
        headers: { location: `/v1/payments/${error.requestId}` },
      },
      { cause: error },
    );
  }
  if (error instanceof InfrastructureError) {
    return new Problem(
      {
        status: 503,
        code: 'temporarily-unavailable',
        title: 'The service cannot answer right now',
        detail:
          'Its database cannot be reached. Send the same request again later; with the same Idempotency-Key that is safe.',
        headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
      },
      { cause: error },
    );
  }
  return undefined;
}
