/** How much longer than at first a call may wait. */
const LONGEST_FACTOR = 3;

/** An answer that took less than this share of the timeout allows a shorter one. */
const QUICK_SHARE = 0.25;

/**
 * How long calls of one kind wait for their answer. A timeout doubles it, up to three times the first: a service that
 * takes 6 s would otherwise do everything it is asked and be asked again each time. Quick answers halve it again.
 *
 * Three times 5 s, because up to three rounds of requests belong to one batch of the outbox, which has 60 s.
 */
export class PatientTimeout {
  private current: number;

  constructor(private readonly firstMilliseconds: number) {
    this.current = firstMilliseconds;
  }

  get milliseconds(): number {
    return this.current;
  }

  expired(): void {
    this.current = Math.min(this.firstMilliseconds * LONGEST_FACTOR, this.current * 2);
  }

  answeredAfter(milliseconds: number): void {
    if (milliseconds < this.current * QUICK_SHARE) this.current = Math.max(this.firstMilliseconds, this.current / 2);
  }
}
