import type { Randomness } from '@decouple/messaging-core';

/** Decisions by chance; all of a run's come from one of these, in one order, and so from one seed. */
export class Chance {
  constructor(readonly randomness: Randomness) {}

  happens(probability: number): boolean {
    return this.randomness.next() < probability;
  }

  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.randomness.next() * (most - least + 1));
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.integer(0, choices.length - 1)];
    if (choice === undefined) throw new RangeError('There is nothing to choose from.');
    return choice;
  }
}
