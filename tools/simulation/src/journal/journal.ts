import type { MonotonicClock } from '@decouple/messaging-core';

/** What happened in a run, line by line. Two runs of one seed write the same lines. */
export class Journal {
  readonly lines: string[] = [];
  private readonly startedAt: number;

  constructor(private readonly clock: MonotonicClock) {
    this.startedAt = clock.milliseconds();
  }

  note(who: string, what: string): void {
    const seconds = (this.clock.milliseconds() - this.startedAt) / 1_000;
    this.lines.push(`${seconds.toFixed(3).padStart(9)}  ${who.padEnd(12)} ${what}`);
  }
}
