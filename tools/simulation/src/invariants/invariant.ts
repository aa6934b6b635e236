import type { Facts } from './facts';

/** What holds after every run, whatever faults happened during it. */
export interface Invariant {
  readonly name: string;
  /** Sentences, one per violation. */
  readonly violations: (facts: Facts) => readonly string[];
}

export interface BrokenInvariant {
  readonly name: string;
  readonly violations: readonly string[];
}
