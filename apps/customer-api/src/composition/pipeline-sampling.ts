import { PeriodicTask, type QueueBroker, type RuntimePorts } from '@decouple/messaging-core';
import { type Log, LogThrottle } from '@decouple/platform';
import type { PipelineHistory } from '../management/pipeline-history';
import { SamplePipeline } from '../management/sample-pipeline';
import type { Store } from './store';

/** Points of a chart of an hour: more than a screen shows are of no use. */
const INTERVAL_MILLISECONDS = 5_000;

/** Looks now and then how far the payments are, so that operators see the last hour whenever they come. */
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
