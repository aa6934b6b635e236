import type { Clock } from '../system/clock.port';
import type { MonotonicClock } from '../system/monotonic-clock.port';
import type { Timers } from '../system/timers.port';

/**
 * A wall clock and a monotonic clock that stand still until `VirtualTimers` moves them. The wall clock can be set as well,
 * as on a real machine; the monotonic clock starts at 0, so that a mix-up of the two shows at once.
 */
export class VirtualClock implements Clock, MonotonicClock {
  private passed = 0;
  /** The time of day at the moment 0 of the monotonic clock. */
  private origin: number;

  constructor(start: Date = new Date('2026-11-22T10:00:00.000Z')) {
    this.origin = start.getTime();
  }

  now(): Date {
    return new Date(this.origin + this.passed);
  }

  milliseconds(): number {
    return this.passed;
  }

  /** Sets the wall clock forward, or back when negative. No time passes by it. */
  setForward(milliseconds: number): void {
    this.origin += milliseconds;
  }

  /** Only `VirtualTimers` calls this, with a moment of the monotonic clock: otherwise it would pass sleepers without waking them. */
  moveTo(milliseconds: number): void {
    if (milliseconds < this.passed) throw new RangeError('Virtual time does not run backwards.');
    this.passed = milliseconds;
  }
}

interface Sleeper {
  readonly dueAt: number;
  readonly wake: () => void;
}

/** More wake-ups than this without the clock moving are a loop that sleeps for no time. */
const MAX_WAKE_UPS_AT_ONE_MOMENT = 100_000;

/**
 * Timers that run on a `VirtualClock`. Nothing wakes by itself: `advance` moves the clock from one sleeper to the next,
 * and lets everything that a wake-up sets in motion come to rest before the next one. The same calls give the same run.
 *
 * Promised: sleepers wake in the order of their times, those of the same time in the order in which they fell asleep;
 * never before their time as the clock tells it, so fractions of a millisecond are rounded up.
 * Not promised: anything about work that waits for real I/O or real timers; it is not seen.
 */
export class VirtualTimers implements Timers {
  /** By time, then by the order of falling asleep. */
  private readonly sleepers: Sleeper[] = [];
  private moving = false;

  constructor(private readonly clock: VirtualClock) {}

  /** How many sleep now. */
  get sleeping(): number {
    return this.sleepers.length;
  }

  /** When the next sleeper wakes; undefined without sleepers. */
  get nextWakeUpAt(): Date | undefined {
    const next = this.sleepers[0];
    return next === undefined || next.dueAt === Infinity
      ? undefined
      : new Date(this.clock.now().getTime() + next.dueAt - this.clock.milliseconds());
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (Number.isNaN(milliseconds)) throw new RangeError('Cannot sleep for NaN milliseconds.');
    if (signal?.aborted === true) return Promise.resolve();
    const dueAt = this.clock.milliseconds() + Math.ceil(Math.max(0, milliseconds));
    return new Promise((resolve) => {
      const wake = (): void => {
        signal?.removeEventListener('abort', wake);
        const index = this.sleepers.indexOf(sleeper);
        if (index >= 0) this.sleepers.splice(index, 1);
        resolve();
      };
      const sleeper: Sleeper = { dueAt, wake };
      this.insert(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  /** Lets time pass, and everything happen that happens meanwhile. `advance(0)` wakes who is due now. */
  async advance(milliseconds: number): Promise<void> {
    await this.move(milliseconds, () => false);
  }

  /**
   * Lets time pass until the condition holds; it is looked at whenever everything is at rest.
   *
   * @throws Error when it does not hold within `limitMilliseconds`
   */
  async advanceUntil(condition: () => boolean, limitMilliseconds: number): Promise<void> {
    if (await this.move(limitMilliseconds, condition)) return;
    throw new Error(`The condition did not come true within ${limitMilliseconds} ms of virtual time.`);
  }

  /** Resolves when no promise has anything left to do without time passing. */
  settled(): Promise<void> {
    // Node empties the queue of microtasks before each immediate: one is enough, however long the chains are.
    return new Promise((resolve) => setImmediate(resolve));
  }

  private async move(milliseconds: number, enough: () => boolean): Promise<boolean> {
    if (!(milliseconds >= 0)) throw new RangeError('Virtual time does not run backwards.');
    if (this.moving) throw new Error('Virtual time is being moved already: await the last advance first.');
    this.moving = true;
    try {
      return await this.moveTo(this.clock.milliseconds() + milliseconds, enough);
    } finally {
      this.moving = false;
    }
  }

  private async moveTo(target: number, enough: () => boolean): Promise<boolean> {
    await this.settled();
    let wakeUps = 0;
    while (!enough()) {
      const next = this.sleepers[0];
      if (next === undefined || next.dueAt > target || next.dueAt === Infinity) {
        if (target !== Infinity) this.clock.moveTo(target);
        return false;
      }
      wakeUps = next.dueAt > this.clock.milliseconds() ? 1 : wakeUps + 1;
      if (wakeUps > MAX_WAKE_UPS_AT_ONE_MOMENT) throw new Error('Virtual time stands still: a loop sleeps for 0 ms.');
      this.clock.moveTo(next.dueAt);
      next.wake();
      await this.settled();
    }
    return true;
  }

  private insert(sleeper: Sleeper): void {
    let low = 0;
    let high = this.sleepers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.sleepers[middle]?.dueAt ?? Infinity) <= sleeper.dueAt) low = middle + 1;
      else high = middle;
    }
    this.sleepers.splice(low, 0, sleeper);
  }
}
