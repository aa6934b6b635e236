/** A stretch of load with one shape. */
export interface LoadPhase {
  readonly name: string;
  readonly seconds: number;
  /** Payments per second, sent whether or not answers come; as fast as they are answered when absent. */
  readonly paymentsPerSecond?: number;
}

/** What the process that makes the load is told, as JSON in its first argument. */
export interface LoadPlan {
  readonly url: string;
  /** Connections kept open; in a closed loop each has one request under way. */
  readonly connections: number;
  readonly phases: readonly LoadPhase[];
  /** Begins the idempotency keys and policy numbers, so that two plans never share one. */
  readonly prefix: string;
  /** Every so many-th payment is followed to its final status; none when absent. */
  readonly followEvery?: number;
}

/** Milliseconds. */
export interface Latencies {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface PhaseResult {
  readonly name: string;
  readonly seconds: number;
  /** Answers 202. */
  readonly accepted: number;
  /** Other answers by status; `0` are requests that broke. */
  readonly refused: Readonly<Record<string, number>>;
  readonly latency: Latencies;
  /** From sending the payment to seeing its final status; of the payments that were followed. */
  readonly critical: Latencies & { readonly followed: number };
}

export interface LoadResult {
  readonly phases: readonly PhaseResult[];
  /** Seconds of processor time that making the load took, of all phases. */
  readonly cpuSeconds: number;
}

/** What the process tells its parent. */
export type LoadReport =
  | { readonly type: 'phase-ended'; readonly result: PhaseResult }
  | { readonly type: 'finished'; readonly result: LoadResult }
  | { readonly type: 'failed'; readonly reason: string };
