import { Problem } from '@decouple/platform';

const RETRY_AFTER_SECONDS = 1;

/**
 * From this number on, payments wait for the CPU and not for the database: it is more than two groups, while a third is
 * being filled. Below it, a payment takes as long as one group.
 */
const BUSY_FROM = 64;

/**
 * Counts and bounds the payments in progress. Beyond the limit the response is 503 at once: waiting requests would use
 * memory without a bound.
 *
 * A payment counts from the arrival of its body until the store has replied, even if its client disconnects in between,
 * because the store still has the work.
 */
export class PaymentsInFlight {
  private count = 0;

  /** @param limit a good value is the number of payments that the store can commit in about a second */
  constructor(readonly limit: number) {}

  get current(): number {
    return this.count;
  }

  /** Whether callers wait for the CPU; work that can wait should let them go first. */
  get areMany(): boolean {
    return this.count >= BUSY_FROM;
  }

  /**
   * Every payment that enters must leave: call `leave` in a `finally`.
   *
   * @throws Problem 503 if the limit is reached; then do not call `leave`
   */
  enter(): void {
    if (this.count >= this.limit) throw overloaded();
    this.count += 1;
  }

  leave(): void {
    this.count -= 1;
  }
}

function overloaded(): Problem {
  return new Problem({
    status: 503,
    code: 'overloaded',
    title: 'Too many payments at this moment',
    detail: 'Nothing was stored. Send the same request again later; with the same Idempotency-Key that is safe.',
    headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
  });
}
