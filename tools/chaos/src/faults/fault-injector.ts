import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault-kind';
import type { PlannedFault } from './plan-faults';

/** Does the damage, and resolves when it is undone. */
export type Strike = (fault: PlannedFault, signal: AbortSignal) => Promise<void>;

/** Carries out a plan: faults overlap as their times say. */
export class FaultInjector {
  /** In the order in which they struck. */
  readonly struck: PlannedFault[] = [];
  private readonly underway = new Set<Promise<void>>();
  private readonly failures: unknown[] = [];

  constructor(private readonly strikes: Readonly<Record<FaultKind, Strike>>) {}

  /**
   * Resolves when every fault has struck and its damage is undone.
   * @throws the first failure to strike or to undo, after which nothing strikes any more; what aborted the signal
   */
  async run(plan: readonly PlannedFault[], signal: AbortSignal): Promise<void> {
    const startedAt = performance.now();
    try {
      for (const fault of plan) {
        const wait = Math.max(0, startedAt + fault.atMilliseconds - performance.now());
        await delay(wait, undefined, { signal });
        if (this.failures.length > 0) break;
        this.begin(fault, signal);
      }
    } finally {
      await this.settled();
    }
    if (this.failures.length > 0) throw this.failures[0];
  }

  /** Resolves when no damage is left that a strike still has to undo. */
  async settled(): Promise<void> {
    await Promise.all(this.underway);
  }

  private begin(fault: PlannedFault, signal: AbortSignal): void {
    this.struck.push(fault);
    const strike = this.strikes[fault.kind](fault, signal)
      .catch((error: unknown) => {
        this.failures.push(error);
      })
      .finally(() => this.underway.delete(strike));
    this.underway.add(strike);
  }
}
