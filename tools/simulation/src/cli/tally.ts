import type { BrokenInvariant } from '../invariants/invariant';
import type { SimulationResult } from '../run-simulation';

/** The result of a run without its journal, which a replay writes again. */
export type RunReport = Omit<SimulationResult, 'journal'>;

export interface FailedRun {
  readonly seed: number;
  readonly broken: readonly BrokenInvariant[];
}

/** Adds up runs. */
export class Tally {
  seeds = 0;
  payments = 0;
  readonly faults = new Map<string, number>();
  readonly failed: FailedRun[] = [];

  add({ broken, faults, payments, seed }: RunReport): void {
    this.seeds += 1;
    this.payments += payments;
    for (const [kind, count] of faults) this.faults.set(kind, (this.faults.get(kind) ?? 0) + count);
    if (broken.length > 0) this.failed.push({ seed, broken });
  }
}
