import type { Usage } from './usage-meter';

/** What one turn of one contender came to. */
export interface TurnResult {
  readonly contender: string;
  readonly round: number;
  readonly paymentsPerSecond: number;
  /** Payments that the figures below are shared out to. */
  readonly payments: number;
  readonly p50?: number;
  readonly p99?: number;
  readonly usage: readonly Usage[];
  /** Of the process that made the load, for each second of the run: near 1 it may be the bottleneck. */
  readonly loadProcessors?: number;
  readonly sqsRequestsPerPayment: number;
  readonly transactionsPerPayment: number;
}
