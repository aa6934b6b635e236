/** A period of load with one rate. */
export interface LoadPhase {
  readonly name: string;
  readonly seconds: number;
  /** Fixed rate, whatever the responses. Default: each connection sends when it has a response. */
  readonly paymentsPerSecond?: number;
}

/** Input of the load process, as JSON in its first argument. */
export interface LoadPlan {
  readonly url: string;
  /** Connections kept open; in a closed loop each has one request under way. */
  readonly connections: number;
  readonly phases: readonly LoadPhase[];
  /** Begins the idempotency keys and policy numbers, so that two plans never share one. */
  readonly prefix: string;
  /** Every n-th payment is followed to its final status. Default: none. */
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
  /** Other responses by status; `0` counts broken connections. */
  readonly refused: Readonly<Record<string, number>>;
  readonly latency: Latencies;
  /** Time from the request to the final status, of the followed payments. */
  readonly critical: Latencies & { readonly followed: number };
}

export interface LoadResult {
  readonly phases: readonly PhaseResult[];
  /** CPU seconds of the load process, all phases. */
  readonly cpuSeconds: number;
}

/** Messages from the load process to its parent. */
export type LoadReport =
  | { readonly type: 'phase-ended'; readonly result: PhaseResult }
  | { readonly type: 'finished'; readonly result: LoadResult }
  | { readonly type: 'failed'; readonly reason: string };
