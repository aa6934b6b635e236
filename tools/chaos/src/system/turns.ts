/** Lets works run one after the other: two faults may want the same process or server at the same time. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  take(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work);
    // Who took the turn is told of a failure; whoever is next goes on all the same.
    this.last = Promise.allSettled([done]);
    return done;
  }

  /** Resolves when everything that was asked for before has ended. */
  async ended(): Promise<void> {
    await this.last;
  }
}
