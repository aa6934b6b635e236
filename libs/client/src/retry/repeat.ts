import { isPassing } from '../problem';
import { type Backoff, pauseAfter } from './backoff';
import { pauseFor } from './pause';

/** An attempt failed in a way that passes, and the next one is going to be made. */
export interface Waiting {
  /** Failed attempts so far, from 1. */
  readonly failures: number;
  readonly error: unknown;
  /** When the next attempt is made. */
  readonly until: Date;
  /** Makes it at once: a person asks for it, or the network is back. */
  tryNow(): void;
}

/** Receives the progress, to show it to people. */
export interface RetryObserver {
  /** An attempt begins, from 1. */
  onTrying?(attempt: number): void;
  onWaiting?(waiting: Waiting): void;
}

export interface RetryOptions extends RetryObserver {
  readonly signal?: AbortSignal | undefined;
  /** For all attempts and the pauses between them. */
  readonly timeoutMs?: number | undefined;
  /** How often to try at most. */
  readonly attempts?: number | undefined;
}

export interface RetryRule extends Backoff {
  readonly timeoutMs: number;
  readonly attempts: number;
  /** One attempt has to be answered by then. */
  readonly attemptTimeoutMs: number;
}

/**
 * Tries until there is a definitive answer, the attempts are used up, or the time: then the last error is thrown. A
 * pause that would end after the time is not begun.
 *
 * @throws the signal's reason when it is aborted
 */
export async function repeat<Answer>(
  attempt: (timeoutMs: number) => Promise<Answer>,
  rule: RetryRule,
  options: RetryOptions,
): Promise<Answer> {
  const { signal } = options;
  const attempts = options.attempts ?? rule.attempts;
  const until = performance.now() + (options.timeoutMs ?? rule.timeoutMs);
  for (let failures = 0; ;) {
    signal?.throwIfAborted();
    options.onTrying?.(failures + 1);
    try {
      return await attempt(Math.max(0, Math.min(rule.attemptTimeoutMs, until - performance.now())));
    } catch (error) {
      signal?.throwIfAborted();
      failures += 1;
      const milliseconds = pauseAfter(failures, error, rule);
      if (!isPassing(error) || failures >= attempts || performance.now() + milliseconds >= until) throw error;
      const pause = pauseFor(milliseconds, signal);
      options.onWaiting?.({ failures, error, until: new Date(Date.now() + milliseconds), tryNow: pause.end });
      await pause.over;
    }
  }
}
