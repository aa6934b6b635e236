/** Of what callers wait for: from a millisecond to where clients give up. */
export const ANSWER_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * How often something took how long. The library's own histogram looks its labels up and turns bounds into texts at each
 * observation, which costs twenty times as much; here it is a few comparisons and two additions.
 */
export class Durations {
  /** One more than bounds: the last is for what took longer than all of them. */
  private readonly counts: number[];
  private seconds = 0;

  /** @param bounds seconds, ascending */
  constructor(private readonly bounds: readonly number[]) {
    this.counts = [...bounds, Number.POSITIVE_INFINITY].map(() => 0);
  }

  get sumSeconds(): number {
    return this.seconds;
  }

  /** A clock that was set back makes a negative time; it counts as none. */
  observe(seconds: number): void {
    const { bounds, counts } = this;
    const taken = seconds > 0 ? seconds : 0;
    let index = 0;
    while (index < bounds.length && taken > (bounds[index] as number)) index += 1;
    (counts[index] as number) += 1;
    this.seconds += taken;
  }

  /** For each bound, and for infinity, how many took no longer. */
  cumulated(): (readonly [bound: number, count: number])[] {
    let count = 0;
    return [...this.bounds, Number.POSITIVE_INFINITY].map((bound, index) => {
      count += this.counts[index] ?? 0;
      return [bound, count];
    });
  }
}
