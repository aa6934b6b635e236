import type { Connection } from '../http/connection';
import { isPassing } from '../problem';
import { pauseAfter } from '../retry/backoff';
import { pauseFor } from '../retry/pause';
import type { RetryRule, Waiting } from '../retry/repeat';
import type { Payment } from './payment';
import { PaymentWatch } from './payment-watch';

/** A payment is usually final within seconds; one that sales cannot record yet may take hours. */
const DEFAULT_TIMEOUT_MS = 300_000;

export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for a final status; five minutes by default, `Infinity` for no limit. */
  readonly timeoutMs?: number | undefined;
  /** Told the payment as it is and at every change. */
  readonly onPayment?: ((payment: Payment) => void) | undefined;
  /** Told when the service cannot be asked at this moment. */
  readonly onWaiting?: ((waiting: Waiting) => void) | undefined;
}

/** The payment is not final yet. It goes on by itself: wait again, or ask later. */
export class OutcomePendingError extends Error {
  override readonly name = 'OutcomePendingError';

  constructor(
    readonly requestId: string,
    /** As it was seen last; undefined when it was never seen. */
    readonly payment: Payment | undefined,
    options?: ErrorOptions,
  ) {
    super(`The payment ${requestId} is not final yet: ${payment?.status ?? 'the service did not answer'}.`, options);
  }
}

/**
 * Waits until the payment is recorded or rejected. Survives passing errors for as long as there is time.
 *
 * @throws OutcomePendingError when the time is up
 * @throws ProblemError when the payment does not exist or belongs to another client
 * @throws the signal's reason when it is aborted
 */
export async function waitForOutcome(
  connection: Connection,
  rule: RetryRule,
  requestId: string,
  { onPayment, onWaiting, signal, timeoutMs = DEFAULT_TIMEOUT_MS }: WaitOptions,
): Promise<Payment> {
  const watch = new PaymentWatch(connection, requestId, rule.attemptTimeoutMs);
  const until = performance.now() + timeoutMs;
  let latest: Payment | undefined;
  let lastError: unknown;
  for (let failures = 0; performance.now() < until;) {
    let pauseMs: number;
    try {
      const sighting = await watch.look(until - performance.now(), signal);
      failures = 0;
      lastError = undefined;
      latest = sighting.payment ?? latest;
      if (sighting.payment !== undefined) onPayment?.(sighting.payment);
      if (latest?.final === true) return latest;
      pauseMs = sighting.pauseMs;
    } catch (error) {
      signal?.throwIfAborted();
      if (!isPassing(error)) throw error;
      failures += 1;
      lastError = error;
      pauseMs = pauseAfter(failures, error, rule);
    }
    const pause = pauseFor(Math.min(pauseMs, until - performance.now()), signal);
    if (failures > 0) {
      const next = new Date(Date.now() + Math.min(pauseMs, until - performance.now()));
      onWaiting?.({ failures, error: lastError, until: next, tryNow: pause.end });
    }
    await pause.over;
  }
  throw new OutcomePendingError(requestId, latest, { cause: lastError });
}
