/** Maximum number of consecutive retries. */
const CAPACITY = 10;

/** Refund of a successful call: in the long run, 10 % of the calls may be repeated. */
const REFUND = 0.1;

/**
 * Bounds the retries of one client. During an outage of SQS, retries stop after the capacity is used up; at other times
 * they add at most 10 % to its load.
 */
export class RetryBudget {
  private tokens = CAPACITY;

  /** @returns whether a call may be repeated */
  withdraw(): boolean {
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  /** A call succeeded. */
  refund(): void {
    this.tokens = Math.min(CAPACITY, this.tokens + REFUND);
  }
}
