/** Upper bound of the timeout, as a multiple of the initial one. */
const LONGEST_FACTOR = 3;

/** A response within this share of the timeout shortens the timeout. */
const QUICK_SHARE = 0.25;

/**
 * The timeout of the calls of one operation. Each timeout doubles it, up to three times the initial one: a service that
 * takes 6 s would otherwise process every call and receive it again each time. Fast responses halve it again.
 *
 * The bound is three times 5 s, because one batch of the outbox needs up to three rounds of requests and has 60 s.
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
