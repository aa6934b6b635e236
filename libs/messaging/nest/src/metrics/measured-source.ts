import type { Clock, Timers } from '@decouple/messaging-core';
import type { Log } from '@decouple/platform';
import { answerWithin } from '../answer-within';

/** Well within the ten seconds that a scrape may take by default. */
const ANSWER_WITHIN_MILLISECONDS = 1_500;

/** Scrapes come every fifteen seconds or so; whoever asks more often gets the last answer. */
const KEPT_MILLISECONDS = 5_000;

/** Of the time, what measuring may take of the source: the longer an answer takes, the longer it is kept. */
const SHARE = 0.05;

export interface MeasuringSurroundings {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
}

/**
 * Something that has to be asked for its measure, such as a database. However often, and by how many, the metrics are
 * read: it has one question in hand at most, and spends no more than a share of its time on it.
 */
export class MeasuredSource<Measure> {
  private last: Promise<Measure | undefined> | undefined;
  private validUntil = 0;
  private isDown = false;

  constructor(
    /** One word, for a label. */
    readonly name: string,
    private readonly ask: () => Promise<Measure>,
    private readonly surroundings: MeasuringSurroundings,
  ) {}

  /** The last answer, if it is fresh, or a new one; undefined when the source fails or takes too long. Never rejects. */
  latest(): Promise<Measure | undefined> {
    const { clock, timers } = this.surroundings;
    if (this.last === undefined || clock.now().getTime() >= this.validUntil) this.last = this.measure();
    return answerWithin(ANSWER_WITHIN_MILLISECONDS, timers, this.last, undefined);
  }

  private async measure(): Promise<Measure | undefined> {
    const { clock, log } = this.surroundings;
    this.validUntil = Number.POSITIVE_INFINITY;
    const askedAt = clock.now().getTime();
    try {
      const measure = await this.ask();
      this.isDown = false;
      return measure;
    } catch (error) {
      if (!this.isDown) log.warn({ error, source: this.name }, 'a source of metrics is down; its gauges are left out');
      this.isDown = true;
      return undefined;
    } finally {
      const answeredAt = clock.now().getTime();
      this.validUntil = answeredAt + Math.max(KEPT_MILLISECONDS, (answeredAt - askedAt) / SHARE);
    }
  }
}
