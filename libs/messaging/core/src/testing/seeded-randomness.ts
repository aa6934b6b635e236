import type { Randomness } from '../system/randomness.port';

/** Chance that is the same for the same seed (mulberry32: 32 bits of state, enough for jitter and for tests). */
export class SeededRandomness implements Randomness {
  private state: number;

  /** @param seed a 32-bit integer; a failing test tells it, so that the run can be repeated */
  constructor(readonly seed: number) {
    this.state = seed >>> 0;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }
}
