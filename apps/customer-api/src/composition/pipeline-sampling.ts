import { PeriodicTask, type QueueBroker, type RuntimePorts } from '@decouple/messaging-core';
import { type Log, LogThrottle } from '@decouple/platform';
import type { PipelineHistory } from '../management/pipeline-history';
import { SamplePipeline } from '../management/sample-pipeline';
import type { Store } from './store';

/** Interval between two points of a chart of one hour. */
const INTERVAL_MILLISECONDS = 5_000;

/** Periodically samples the progress of the payments, so that operators see the last hour at any time. */
export function pipelineSampling(
  history: PipelineHistory,
  { outbox, queries }: Store,
  { gauge }: QueueBroker,
  { clock, monotonic, randomness, timers }: RuntimePorts,
  log: Log,
): PeriodicTask {
  const samplePipeline = new SamplePipeline({ history, queries, outbox, gauge, clock, monotonic });
  const failures = new LogThrottle(log, { repeatsEveryMilliseconds: INTERVAL_MILLISECONDS });
  return new PeriodicTask({
    intervalMilliseconds: INTERVAL_MILLISECONDS,
    run: () => samplePipeline.execute(),
    onFailure: (error) =>
      failures.warn('sampling', { error }, 'the pipeline was not sampled; the next sample comes in some seconds'),
    timers,
    randomness,
  });
}
