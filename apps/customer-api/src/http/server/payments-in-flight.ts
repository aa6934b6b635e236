import { Problem } from '@decouple/platform';

const RETRY_AFTER_SECONDS = 1;

/**
 * So many payments at the same moment wait for the processor, not for the database: more than two groups of them, while a
 * third is being made. Below that the answer comes in the time that one group takes.
 */
const BUSY_FROM = 64;

/**
 * Counts the payments that are being accepted at this moment, and bounds them. Beyond the bound the answer is a quick
 * "come back": waiting requests would take memory until the process dies, and every client's patience with it.
 *
 * A payment counts from the moment when its body has arrived until the store has answered, also when its client leaves in
 * between: the store still has the work.
 */
export class PaymentsInFlight {
  private count = 0;

  /** @param limit payments; as many as the store can commit in about a second is a good value */
  constructor(readonly limit: number) {}

  get current(): number {
    return this.count;
  }

  /** Whether callers wait for their turn: what can wait should let them go first. */
  get areMany(): boolean {
    return this.count >= BUSY_FROM;
  }

  /**
   * Every payment that enters has to leave: call `leave` in a `finally`.
   *
   * @throws Problem 503 when as many as allowed are in flight; then there is nothing to leave
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
