/** Polls that wait for messages even when none come: one that hangs does not keep the queue from being read. */
const FEWEST_POLLS = 2;

/** How a poll ended. */
export type PollOutcome =
  /** It brought as many messages as it may. */
  | 'full'
  /** It brought fewer. */
  | 'partial'
  /** It brought none. */
  | 'empty'
  /** It failed, or the broker is in trouble otherwise. */
  | 'failed';

/**
 * Lets as many polls of a source wait at once as there is demand for. Every waiting poll costs a request now and then,
 * and where many wait each brings few messages.
 *
 * The number follows what polls bring, as TCP's window follows what the network takes (additive increase, multiplicative
 * decrease; RFC 5681, 3.1): when all polls of a round were full there is work for one more; one that brought fewer takes back
 * what a full one gave, because a queue may hold messages and still give less than asked for; an empty one says that
 * half would do; while polls fail, the fewest find out whether the broker works again.
 */
export class AdaptivePollLimiter {
  private readonly fewest: number;
  private readonly waiting: (() => void)[] = [];
  /** Its whole part counts. */
  private allowed: number;
  private underWay = 0;

  constructor(
    private readonly most: number,
    stopping: AbortSignal,
  ) {
    this.fewest = Math.min(FEWEST_POLLS, most);
    this.allowed = this.fewest;
    // Whoever waits for a turn is to find out that there will be none.
    stopping.addEventListener('abort', () => this.allowAll(), { once: true });
  }

  /** Resolves when a poll may begin. Each must be followed by one `ended`. */
  begin(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.admit();
    });
  }

  ended(outcome: PollOutcome): void {
    this.underWay -= 1;
    this.allowed = Math.min(this.most, Math.max(this.fewest, this.allowedAfter(outcome)));
    this.admit();
  }

  private allowedAfter(outcome: PollOutcome): number {
    switch (outcome) {
      case 'full':
        return this.allowed + 1 / this.allowed;
      case 'partial':
        return this.allowed - 1 / this.allowed;
      case 'empty':
        return this.allowed / 2;
      case 'failed':
        return this.fewest;
    }
  }

  private allowAll(): void {
    this.allowed = this.most;
    this.admit();
  }

  private admit(): void {
    while (this.underWay < Math.floor(this.allowed)) {
      const resolve = this.waiting.shift();
      if (resolve === undefined) return;
      this.underWay += 1;
      resolve();
    }
  }
}
