import type { CriticalTime } from './critical-time';

/** How far the payments were at one moment. What could not be asked then is absent. */
export interface PipelineSample {
  readonly at: Date;
  /** Payments accepted since the beginning, whatever became of them. */
  readonly accepted?: number | undefined;
  readonly recorded?: number | undefined;
  readonly rejected?: number | undefined;
  /** Messages of this service that wait to be sent. */
  readonly outbox?: number | undefined;
  /** Messages that wait in the sales queue. */
  readonly salesQueue?: number | undefined;
  /** Of payments accepted in the minute before; absent also when none of them is final. */
  readonly criticalTime?: CriticalTime | undefined;
}

export const HISTORY_MILLISECONDS = 3_600_000;

/**
 * What this process saw of the pipeline in the last hour, for operators who open their console in the middle of it. A
 * restart forgets it: whoever needs more keeps metrics.
 */
export class PipelineHistory {
  private samples: readonly PipelineSample[] = [];

  add(sample: PipelineSample): void {
    const oldest = sample.at.getTime() - HISTORY_MILLISECONDS;
    this.samples = [...this.samples.filter(({ at }) => at.getTime() >= oldest), sample];
  }

  /** Oldest first. @param moment only what was seen later */
  after(moment: Date | undefined): readonly PipelineSample[] {
    return moment === undefined ? this.samples : this.samples.filter(({ at }) => at > moment);
  }
}
