import type { Payment, PaymentsApi } from '../api/payments-api';
import { isPassing, ProblemError } from '../api/problem';
import type { UnfinishedPayment } from './unfinished-payment';

const FIRST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 15;

export interface DeliveryWatcher {
  /** An attempt failed in a way that passes; the next one comes after the pause, or sooner. */
  waiting(error: unknown, pauseSeconds: number): void;
  trying(): void;
}

/**
 * Sends one payment until there is a definitive answer, always with its one key.
 *
 * @param pause resolves after the seconds, or sooner when there is reason to hope
 * @throws the definitive refusal, or the reason of the signal
 */
export async function deliverPayment(
  api: Pick<PaymentsApi, 'pay'>,
  { idempotencyKey, order }: UnfinishedPayment,
  watcher: DeliveryWatcher,
  pause: (seconds: number) => Promise<void>,
  signal: AbortSignal,
): Promise<Payment> {
  for (let failures = 0; ; failures += 1) {
    signal.throwIfAborted();
    try {
      watcher.trying();
      return await api.pay(order, idempotencyKey);
    } catch (error) {
      if (!isPassing(error)) throw error;
      signal.throwIfAborted();
      const asked = error instanceof ProblemError ? error.retryAfterSeconds : undefined;
      const seconds = asked ?? Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** failures);
      watcher.waiting(error, seconds);
      await pause(seconds);
    }
  }
}

/** Ends after the seconds, and at once when the network is back or the person asks for it. */
export function pauseUntilHope(hope: EventTarget): (seconds: number) => Promise<void> {
  return (seconds) =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        removeEventListener('online', end);
        hope.removeEventListener('now', end);
        resolve();
      };
      const timer = setTimeout(end, seconds * 1_000);
      addEventListener('online', end);
      hope.addEventListener('now', end);
    });
}
