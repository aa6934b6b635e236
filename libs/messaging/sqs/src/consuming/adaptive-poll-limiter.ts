/** Polls that wait for messages even on an empty queue: if one hangs, the other still reads the queue. */
const MIN_POLLS = 2;

/** How a poll ended: with as many messages as requested, with fewer, with none, or while the broker fails. */
export type PollOutcome = 'full' | 'partial' | 'empty' | 'failed';

/**
 * Limits the concurrent polls of a source with additive increase and multiplicative decrease (AIMD), as TCP does with its
 * window (RFC 5681, 3.1). Each waiting poll costs requests, and many waiting polls return few messages each.
 *
 * - full: one more poll for each round of full polls
 * - partial: takes back what a full poll gave, because a non-empty queue may return fewer messages than requested
 * - empty: half
 * - failed: the minimum, which detects when the broker works again
 */
export class AdaptivePollLimiter {
  private readonly min: number;
  private readonly waiting: (() => void)[] = [];
  /** Only the integer part counts. */
  private limit: number;
  private inFlight = 0;

  constructor(
    private readonly max: number,
    stopping: AbortSignal,
  ) {
    this.min = Math.min(MIN_POLLS, max);
    this.limit = this.min;
    stopping.addEventListener('abort', () => this.releaseWaiting(), { once: true });
  }

  /** Resolves when a poll may begin. Each call must be followed by one call of `ended`. */
  begin(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.admit();
    });
  }

  ended(outcome: PollOutcome): void {
    this.inFlight -= 1;
    this.limit = Math.min(this.max, Math.max(this.min, this.limitAfter(outcome)));
    this.admit();
  }

  private limitAfter(outcome: PollOutcome): number {
    switch (outcome) {
      case 'full':
        return this.limit + 1 / this.limit;
      case 'partial':
        return this.limit - 1 / this.limit;
      case 'empty':
        return this.limit / 2;
      case 'failed':
        return this.min;
    }
  }

  /** Loops that wait for admission must notice the stop. */
  private releaseWaiting(): void {
    this.limit = this.max;
    this.admit();
  }

  private admit(): void {
    while (this.inFlight < Math.floor(this.limit)) {
      const resolve = this.waiting.shift();
      if (resolve === undefined) return;
      this.inFlight += 1;
      resolve();
    }
  }
}
