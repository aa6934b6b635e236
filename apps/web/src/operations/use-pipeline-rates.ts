import { useState } from 'react';
import type { PipelineSnapshot } from '../api/pipeline-snapshot';

/** Per second. Undefined until there are two snapshots. */
export interface PipelineRates {
  readonly accepted: number | undefined;
  readonly recorded: number | undefined;
}

/** Long enough for a steady value, short enough to show a burst immediately. */
const WINDOW_MILLISECONDS = 5_000;

/** Growth of the totals over the last seconds. */
export function usePipelineRates(latest: PipelineSnapshot | undefined): PipelineRates {
  const [seen, setSeen] = useState<readonly PipelineSnapshot[]>([]);
  if (latest !== undefined && seen.at(-1) !== latest) setSeen(withLatest(seen, latest));
  return ratesOf(seen);
}

export function withLatest(seen: readonly PipelineSnapshot[], latest: PipelineSnapshot): readonly PipelineSnapshot[] {
  const kept = seen.filter(({ at }) => at < latest.at && latest.at - at <= WINDOW_MILLISECONDS);
  return [...kept, latest];
}

export function ratesOf(seen: readonly PipelineSnapshot[]): PipelineRates {
  const [first] = seen;
  const last = seen.at(-1);
  if (first === undefined || last === undefined || last.at <= first.at)
    return { accepted: undefined, recorded: undefined };
  const seconds = (last.at - first.at) / 1_000;
  // A total that shrinks was reset by a restart. There is no rate until the next snapshot.
  const rate = (from: number | undefined, to: number | undefined): number | undefined =>
    from === undefined || to === undefined || to < from ? undefined : (to - from) / seconds;
  return { accepted: rate(first.accepted, last.accepted), recorded: rate(first.recorded, last.recorded) };
}
