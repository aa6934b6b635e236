import type { Facts } from './facts';

/** Something that holds after every run, whatever went wrong in it. */
export interface Invariant {
  /** What holds, as a sentence. */
  readonly name: string;
  /** Where it does not hold, in sentences. */
  readonly violations: (facts: Facts) => readonly string[];
}

export interface BrokenInvariant {
  readonly name: string;
  readonly violations: readonly string[];
}
