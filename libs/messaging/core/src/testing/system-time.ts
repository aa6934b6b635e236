import type { Clock } from '../system/clock.port';
import type { MonotonicClock } from '../system/monotonic-clock.port';
import type { Randomness } from '../system/randomness.port';
import type { Timers } from '../system/timers.port';

/** The machine's time, for contract suites whose subject waits in real time. */
export const systemClock: Clock & MonotonicClock = { now: () => new Date(), milliseconds: () => performance.now() };

export const systemTimers: Timers = {
  sleep(milliseconds, signal) {
    return new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const over = (): void => {
        clearTimeout(timeout);
        signal?.removeEventListener('abort', over);
        resolve();
      };
      const timeout = setTimeout(over, milliseconds);
      signal?.addEventListener('abort', over, { once: true });
    });
  },
};

export const systemRandomness: Randomness = { next: () => Math.random() };
