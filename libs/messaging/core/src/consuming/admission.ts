import type { OutageBreaker } from '../outage/outage-breaker';
import type { ConcurrencyLimit } from './concurrency-limit';
import type { RateLimiter } from './rate-limiter';

export interface AdmissionDeps {
  readonly breaker: Pick<OutageBreaker, 'closed'>;
  /** How fast messages may be handled; as fast as they come when absent. */
  readonly rateLimiter?: RateLimiter | undefined;
  /** How many messages may be handled at once; as many as come when absent. */
  readonly concurrencyLimit?: ConcurrencyLimit | undefined;
}

/** Decides when received messages may begin. */
export class Admission {
  constructor(private readonly deps: AdmissionDeps) {}

  /** Waits while an outage lasts, so that nothing more is pulled, and then for the rate limit. */
  async batch(size: number, signal: AbortSignal): Promise<void> {
    await this.deps.breaker.closed(signal);
    await this.deps.rateLimiter?.take(size, signal);
  }

  /**
   * Waits for a turn of one message.
   *
   * @returns how to give the turn back
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    return (await this.deps.concurrencyLimit?.enter(signal)) ?? nothingToGiveBack;
  }
}

const nothingToGiveBack = (): void => undefined;
