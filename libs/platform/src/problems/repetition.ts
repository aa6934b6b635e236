/** Counts what repeats, so that an outage is told in a line now and then instead of one for each of its victims. */
export class Repetition {
  private readonly told = new Map<string, { at: number; unspoken: number }>();

  constructor(
    private readonly pauseMilliseconds: number,
    /** Milliseconds that only grow. */
    private readonly now: () => number,
  ) {}

  /** @returns how many times it has happened since it was told last, this time included; undefined: not to be told now */
  happened(what: string): number | undefined {
    const before = this.told.get(what);
    const at = this.now();
    if (before !== undefined && at - before.at < this.pauseMilliseconds) {
      before.unspoken += 1;
      return undefined;
    }
    this.told.set(what, { at, unspoken: 0 });
    return (before?.unspoken ?? 0) + 1;
  }
}
