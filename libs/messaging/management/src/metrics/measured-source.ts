import type { MonotonicClock, Timers } from '@decouple/messaging-core';
import { CachedValue, type Log, LogThrottle } from '@decouple/platform';
import { withTimeout } from '../health/with-timeout';

/** Well within the ten seconds that a scrape may take by default. */
const ANSWER_WITHIN_MILLISECONDS = 1_500;

/** Scrapes come every 15 seconds or so; more frequent reads get the last value. */
const KEPT_MILLISECONDS = 5_000;

export interface MeasuringPorts {
  readonly monotonic: MonotonicClock;
  readonly timers: Timers;
  readonly log: Log;
}

/** Something that has to be asked for its measure, such as a database, and that reading the metrics must not hurt. */
export class MeasuredSource<Measure> {
  private readonly kept: CachedValue<Measure | undefined>;
  private readonly failures: LogThrottle;

  constructor(
    /** One word, for a label. */
    readonly name: string,
    private readonly ask: () => Promise<Measure>,
    private readonly ports: MeasuringPorts,
  ) {
    this.failures = new LogThrottle(ports.log);
    this.kept = new CachedValue(
      () => this.measure(),
      () => ports.monotonic.milliseconds(),
      KEPT_MILLISECONDS,
    );
  }

  /** The last answer, if it is fresh, or a new one; undefined when the source fails or takes too long. Never rejects. */
  latest(): Promise<Measure | undefined> {
    return withTimeout(ANSWER_WITHIN_MILLISECONDS, this.ports.timers, this.kept.latest(), undefined);
  }

  /** A failure is an answer as well: it is kept, so that a source that is down is not asked by every reader. */
  private async measure(): Promise<Measure | undefined> {
    try {
      return await this.ask();
    } catch (error) {
      this.failures.warn(
        this.name,
        { error, source: this.name },
        'a source of metrics is down; its gauges are left out',
      );
      return undefined;
    }
  }
}
