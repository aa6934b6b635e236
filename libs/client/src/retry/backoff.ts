import { ProblemError } from '../problem';

export interface Backoff {
  /** The most that the first pause takes; it doubles with each failure. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

export const DEFAULT_BACKOFF: Backoff = { firstPauseMs: 1_000, longestPauseMs: 30_000 };

/**
 * How long to wait after so many failures in a row: exponential with full jitter, so that clients that failed together
 * do not come back together. What the service asks for in Retry-After is kept, and the jitter comes on top.
 */
export function pauseAfter(failures: number, error: unknown, { firstPauseMs, longestPauseMs }: Backoff): number {
  const asked = error instanceof ProblemError ? error.retryAfterSeconds : undefined;
  if (asked !== undefined) return asked * 1_000 + Math.random() * firstPauseMs;
  return Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
}
