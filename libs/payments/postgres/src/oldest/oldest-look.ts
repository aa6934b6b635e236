import type { MonotonicClock } from '@decouple/messaging-core';

/** After a look from the beginning, the next one waits for this multiple of its duration, so looking takes 1 % of the time. */
const PAUSE_PER_LOOK = 99;

/** A process that was frozen in the middle of a look must not wait for days. */
const LONGEST_PAUSE_MILLISECONDS = 60 * 60 * 1_000;

/** Payments are committed later than they are accepted, and the clocks of the processes differ. */
const MARGIN_MILLISECONDS = 60_000;

const FROM_THE_BEGINNING = '-infinity';

/**
 * Finds the oldest open payment, at a cost that follows what is open.
 *
 * A payment leaves the index of payments that are not final when it is answered, but PostgreSQL keeps its index entry for as
 * long as any transaction is older than the answer. A look from the beginning then steps over all of them: about 100 ms for
 * 100,000. So most looks begin where the last one found the oldest open payment. What appears behind that (a parked payment
 * that was redriven, a repair, a clock that is minutes behind) is found by the next look from the beginning. That one comes
 * after 99 times the duration of the last: at once while looks are quick, and after an hour at most.
 */
export class OldestLook {
  private oldest: Date | undefined;
  private fromBeginningAt = -Infinity;

  constructor(private readonly monotonic: MonotonicClock) {}

  /**
   * @param now by the clock of the database
   * @param look finds the oldest open payment that was accepted at or after the time, which PostgreSQL reads
   * @throws what `look` throws; the next look is then a short one, in case this one ran out of time
   */
  async find(now: Date, look: (since: string) => Promise<Date | undefined>): Promise<Date | undefined> {
    const startedAt = this.monotonic.milliseconds();
    if (startedAt < this.fromBeginningAt) return this.note(now, look(this.since(now)));
    try {
      return await this.note(now, look(FROM_THE_BEGINNING));
    } finally {
      const endedAt = this.monotonic.milliseconds();
      this.fromBeginningAt = endedAt + Math.min((endedAt - startedAt) * PAUSE_PER_LOOK, LONGEST_PAUSE_MILLISECONDS);
    }
  }

  private since(now: Date): string {
    const from = Math.min(this.oldest?.getTime() ?? Infinity, now.getTime());
    return new Date(from - MARGIN_MILLISECONDS).toISOString();
  }

  private async note(now: Date, look: Promise<Date | undefined>): Promise<Date | undefined> {
    const found = await look;
    this.oldest = found ?? now;
    return found;
  }
}
