import type { MonotonicClock } from '../system/monotonic-clock.port';
import type { Timers } from '../system/timers.port';

/**
 * Spreads work evenly over time, so that the receiver is never overloaded. Unused capacity is not saved up: after an idle
 * hour the rate is the same.
 */
export class RateLimiter {
  private freeAt = -Infinity;

  constructor(
    /** Greater than zero. */
    private readonly perSecond: number,
    private readonly monotonic: MonotonicClock,
    private readonly timers: Timers,
  ) {}

  /**
   * Waits until `count` pieces of work may begin. Callers get their turn in the order in which they came.
   *
   * @param signal ends the wait early; the caller checks it
   */
  async take(count: number, signal: AbortSignal): Promise<void> {
    const now = this.monotonic.milliseconds();
    const startAt = Math.max(now, this.freeAt);
    this.freeAt = startAt + (count / this.perSecond) * 1_000;
    if (startAt > now) await this.timers.sleep(startAt - now, signal);
  }
}
