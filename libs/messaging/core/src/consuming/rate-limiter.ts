import type { MonotonicClock } from '../system/monotonic-clock.port';
import type { Timers } from '../system/timers.port';

/**
 * Spreads work evenly over time, so that what it goes to is never asked for more than it can take. Nothing is saved up:
 * after a quiet hour the rate is the same.
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
   * @param signal ends the waiting early; whoever waits looks at it
   */
  async take(count: number, signal: AbortSignal): Promise<void> {
    const now = this.monotonic.milliseconds();
    const startAt = Math.max(now, this.freeAt);
    this.freeAt = startAt + (count / this.perSecond) * 1_000;
    if (startAt > now) await this.timers.sleep(startAt - now, signal);
  }
}
