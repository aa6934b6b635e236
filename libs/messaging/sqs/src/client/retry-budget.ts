/** So many retries in a row at most. */
const CAPACITY = 10;

/** What an answered call gives back: in the long run one call in ten may be made again. */
const REFUND = 0.1;

/**
 * Bounds the retries of one client, whoever makes them: the direct calls and the SDK draw from the same budget. While
 * SQS is in trouble retries add a tenth to its load at most, and soon nothing.
 */
export class RetryBudget {
  private tokens = CAPACITY;

  /** @returns whether a call may be made again */
  withdraw(): boolean {
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  /** A call was answered. */
  refund(): void {
    this.tokens = Math.min(CAPACITY, this.tokens + REFUND);
  }
}
