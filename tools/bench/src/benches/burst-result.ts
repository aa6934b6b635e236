import type { PhaseResult } from '../load/load-plan';

export interface BacklogSample {
  /** Since the load began. */
  readonly seconds: number;
  /** Payments accepted that have no final status yet. */
  readonly waiting: number;
}

export interface BurstResult {
  readonly phases: readonly PhaseResult[];
  readonly backlog: readonly BacklogSample[];
  readonly secondsToDrain: number;
}
