import type { Randomness } from '../ports/randomness.port';

/** How often and how long a message is tried again after an error of its own. */
export interface RetryPolicy {
  /** Attempts in all; after that many failures the message becomes a dead letter. */
  readonly maxAttempts: number;
  readonly baseSeconds: number;
  readonly capSeconds: number;
}

/**
 * Eight attempts over about two minutes on average and four at most: long enough for a deadlock, a fail-over of a
 * dependency or a rolling deployment; short enough that a customer with a poisoned payment hears of it the same day.
 */
export const DEFAULT_RETRY_POLICY: RetryPolicy = { maxAttempts: 8, baseSeconds: 2, capSeconds: 900 };

/** Brokers count visibility in whole seconds, and SQS takes 12 hours at most. */
export const MAX_DELAY_SECONDS = 43_200;

/**
 * Exponential backoff with full jitter: a whole number of seconds, evenly distributed from 1 to
 * `min(cap, base * 2^(attempt - 1))`. The jitter keeps messages that failed together from failing together again.
 *
 * @param attempt failures so far, from 1
 */
export function backoffSeconds(
  policy: Pick<RetryPolicy, 'baseSeconds' | 'capSeconds'>,
  attempt: number,
  randomness: Randomness,
): number {
  const ceiling = Math.min(policy.capSeconds, MAX_DELAY_SECONDS, policy.baseSeconds * 2 ** Math.min(attempt - 1, 30));
  return 1 + Math.floor(randomness.next() * Math.max(1, Math.floor(ceiling)));
}
