import type { CriticalTime } from './critical-time';

/** The progress of the payments at one time. Values that could not be read are absent. */
export interface PipelineSample {
  readonly at: Date;
  /** All payments ever accepted. */
  readonly accepted?: number | undefined;
  readonly recorded?: number | undefined;
  readonly rejected?: number | undefined;
  /** Messages of this service that are not sent yet. */
  readonly outbox?: number | undefined;
  /** Messages in the sales queue. */
  readonly salesQueue?: number | undefined;
  /** For payments accepted in the last minute; absent if none of them is final. */
  readonly criticalTime?: CriticalTime | undefined;
}

export const HISTORY_MILLISECONDS = 3_600_000;

/** The samples of the last hour, for operators who open their console. Lost at a restart; metrics keep more. */
export class PipelineHistory {
  private samples: readonly PipelineSample[] = [];

  add(sample: PipelineSample): void {
    const oldest = sample.at.getTime() - HISTORY_MILLISECONDS;
    this.samples = [...this.samples.filter(({ at }) => at.getTime() >= oldest), sample];
  }

  /**
   * Oldest first.
   *
   * @param timestamp only samples after it
   */
  after(timestamp: Date | undefined): readonly PipelineSample[] {
    return timestamp === undefined ? this.samples : this.samples.filter(({ at }) => at > timestamp);
  }
}
