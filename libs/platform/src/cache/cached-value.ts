/**
 * Upper bound on the share of time spent refreshing: a value that takes 100 ms to compute is cached for at least 2 s.
 */
const DEFAULT_SHARE = 0.05;

/**
 * A value that is expensive to compute, such as a count of many rows. However many callers read it, at most one
 * computation runs at a time, and computing takes at most a given share of the time.
 */
export class CachedValue<Value> {
  private last: Promise<Value> | undefined;
  private validUntil = -Infinity;

  /**
   * @param keptMilliseconds minimum time that a value is cached
   * @param share maximum share of the time that computing may take
   */
  constructor(
    private readonly compute: () => Promise<Value>,
    /** Milliseconds of a monotonic clock. */
    private readonly now: () => number,
    private readonly keptMilliseconds = 0,
    private readonly share = DEFAULT_SHARE,
  ) {}

  /** Rejects if the computation fails; the next call computes again. */
  latest(): Promise<Value> {
    const startedAt = this.now();
    if (this.last !== undefined && startedAt < this.validUntil) return this.last;
    this.validUntil = Number.POSITIVE_INFINITY;
    const computing = this.compute();
    this.last = computing;
    computing.then(
      () => {
        const computedAt = this.now();
        this.validUntil = computedAt + Math.max(this.keptMilliseconds, (computedAt - startedAt) / this.share);
      },
      () => (this.validUntil = -Infinity),
    );
    return computing;
  }
}
