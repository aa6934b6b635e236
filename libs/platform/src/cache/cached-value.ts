/** Of the time, what asking may take of whoever is asked: the longer an answer takes, the older it may be. */
const DEFAULT_SHARE = 0.05;

/**
 * The answer to a question that costs something, such as a count of many rows. However many want to know it, and however
 * often: one question is in hand at most, and no more than a share of the time goes into it.
 */
export class CachedValue<Answer> {
  private last: Promise<Answer> | undefined;
  private validUntil = -Infinity;

  /**
   * @param keptMilliseconds how long every answer is kept, quick as it may have been
   * @param share of the time that asking may take
   */
  constructor(
    private readonly ask: () => Promise<Answer>,
    /** Milliseconds of a monotonic clock. */
    private readonly now: () => number,
    private readonly keptMilliseconds = 0,
    private readonly share = DEFAULT_SHARE,
  ) {}

  /** Rejects as the question does; the next call asks again. */
  latest(): Promise<Answer> {
    const askedAt = this.now();
    if (this.last !== undefined && askedAt < this.validUntil) return this.last;
    this.validUntil = Number.POSITIVE_INFINITY;
    const asking = this.ask();
    this.last = asking;
    asking.then(
      () => {
        const answeredAt = this.now();
        this.validUntil = answeredAt + Math.max(this.keptMilliseconds, (answeredAt - askedAt) / this.share);
      },
      () => (this.validUntil = -Infinity),
    );
    return asking;
  }
}
