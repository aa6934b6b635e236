import type { Connection } from '../http/connection';
import { isPassing, UnreachableError } from '../problem';
import { repeat, type RetryOptions, type RetryRule } from '../retry/repeat';
import { idempotencyKeyHeader, newIdempotencyKey } from './idempotency-key';
import type { Payment, PaymentRequest } from './payment';

export interface PayOptions extends RetryOptions {
  /**
   * Made by the client when it is absent. Bring your own, and keep it with what is paid, to go on with the same payment
   * after your program was interrupted: the same key pays once, however often it is sent.
   */
  readonly idempotencyKey?: string | undefined;
}

export interface AcceptedPayment extends Payment {
  readonly idempotencyKey: string;
  /** The key was used before: this is the payment that it stands for. */
  readonly replayed: boolean;
}

/** The service did not confirm the payment, and may have stored it. Pay again with this key, never with a new one. */
export class UnconfirmedPaymentError extends Error {
  override readonly name = 'UnconfirmedPaymentError';

  /** @param cause ProblemError or UnreachableError of the last attempt */
  constructor(
    readonly idempotencyKey: string,
    override readonly cause: unknown,
  ) {
    super(
      `The payment is not confirmed and may have been stored: ${cause instanceof Error ? cause.message : String(cause)} Send it again with the idempotency key ${idempotencyKey}.`,
    );
  }
}

/**
 * Sends one payment until there is a definitive answer, always with its one key.
 *
 * @throws ProblemError when the payment is refused: nothing was stored
 * @throws UnconfirmedPaymentError when attempts or time are used up
 * @throws the signal's reason when it is aborted; the payment may have been stored
 */
export async function pay(
  connection: Connection,
  rule: RetryRule,
  request: PaymentRequest,
  options: PayOptions,
): Promise<AcceptedPayment> {
  const idempotencyKey = options.idempotencyKey ?? newIdempotencyKey();
  const headers = { 'idempotency-key': idempotencyKeyHeader(idempotencyKey) };
  const attempt = async (timeoutMs: number): Promise<AcceptedPayment> => {
    const { signal } = options;
    const answer = await connection.ask({
      method: 'POST',
      path: '/v1/payments',
      headers,
      body: request,
      signal,
      timeoutMs,
    });
    if (answer.status !== 202)
      throw new UnreachableError(`A payment was answered with ${answer.status}: that is not the API.`);
    const replayed = answer.headers.get('idempotency-replayed') === 'true';
    return { ...(answer.document as Payment), idempotencyKey, replayed };
  };
  try {
    return await repeat(attempt, rule, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw isPassing(error) ? new UnconfirmedPaymentError(idempotencyKey, error) : error;
  }
}
