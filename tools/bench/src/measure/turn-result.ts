import type { Usage } from './usage-meter';

/** Result of one turn of one contender. */
export interface TurnResult {
  readonly contender: string;
  readonly round: number;
  readonly paymentsPerSecond: number;
  /** Number of payments that the figures below refer to. */
  readonly payments: number;
  readonly p50?: number;
  readonly p99?: number;
  readonly usage: readonly Usage[];
  /** Cores used by the load generator. Near 1 it may be the bottleneck. */
  readonly loadProcessors?: number;
  readonly sqsRequestsPerPayment: number;
  readonly transactionsPerPayment: number;
}
