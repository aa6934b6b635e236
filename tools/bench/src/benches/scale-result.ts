export interface ScaleResult {
  readonly rows: number;
  readonly drainPerSecond: number;
  readonly claimPerSecond: number | undefined;
  readonly workerPeakMegabytes: number | undefined;
  readonly apiPeakMegabytes: number | undefined;
  readonly claimPlan: readonly string[];
}
