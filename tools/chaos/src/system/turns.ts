/** Runs tasks one after the other: two faults may need the same process or server at the same time. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  take(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work);
    // The caller gets the failure; the next task runs regardless.
    this.last = Promise.allSettled([done]);
    return done;
  }

  /** Resolves when all tasks so far have ended. */
  async ended(): Promise<void> {
    await this.last;
  }
}
