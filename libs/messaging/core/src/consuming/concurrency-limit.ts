/** Bounds how many pieces of work are in flight at once; first come, first served. */
export class ConcurrencyLimit {
  private inHand = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param most greater than zero */
  constructor(private readonly most: number) {}

  /**
   * Waits for a turn.
   *
   * @param signal ends the wait early, without a turn; the caller checks it
   * @returns how to give the turn back; calling it again does nothing
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    if (this.inHand < this.most) this.inHand += 1;
    else if (!(await this.turn(signal))) return () => undefined;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.leave();
    };
  }

  private leave(): void {
    const next = this.waiting.shift();
    // The turn is handed over and never free in between: a caller that arrives now must not take it too.
    if (next === undefined) this.inHand -= 1;
    else next();
  }

  private turn(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve(false);
      const enter = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      const giveUp = (): void => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        resolve(false);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.waiting.push(enter);
    });
  }
}
