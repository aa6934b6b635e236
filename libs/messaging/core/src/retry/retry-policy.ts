import type { Randomness } from '../system/randomness.port';
import { type Backoff, ERROR_POLICY } from './error-policy';

/** How often and how long a message is tried again after an error of its own. */
export interface RetryPolicy {
  /** Attempts in all; after that many failures the message becomes a dead letter. */
  readonly maxAttempts: number;
  readonly baseSeconds: number;
  readonly capSeconds: number;
}

/** What applies to a service that sets nothing else. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maxAttempts: ERROR_POLICY.failed.maxAttempts,
  baseSeconds: ERROR_POLICY.failed.backoff.baseSeconds,
  capSeconds: ERROR_POLICY.failed.backoff.capSeconds,
};

/** Brokers count visibility in whole seconds, and SQS takes 12 hours at most. */
export const MAX_DELAY_SECONDS = 43_200;

/**
 * Exponential backoff with full jitter: a whole number of seconds, evenly distributed from 1 to
 * `min(cap, base * 2^(attempt - 1))`. The jitter keeps messages that failed together from failing together again.
 *
 * @param attempt failures so far, from 1
 */
export function backoffSeconds(
  policy: Pick<Backoff, 'baseSeconds' | 'capSeconds'> & { readonly jitter?: 'full' },
  attempt: number,
  randomness: Randomness,
): number {
  const ceiling = Math.min(policy.capSeconds, MAX_DELAY_SECONDS, policy.baseSeconds * 2 ** Math.min(attempt - 1, 30));
  return 1 + Math.floor(randomness.next() * Math.max(1, Math.floor(ceiling)));
}
