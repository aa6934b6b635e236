import type { PipelineSample } from '@decouple/management-client';

/** One line of a chart: one value per timestamp, or null if there is no measurement. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface History {
  /** Seconds since 1970, ascending. */
  readonly moments: readonly number[];
  readonly acceptedPerSecond: Series;
  readonly recordedPerSecond: Series;
  readonly criticalTimeP50: Series;
  readonly criticalTimeP99: Series;
  readonly queueDepth: Series;
  readonly outboxDepth: Series;
}

const HOUR_MILLISECONDS = 3_600_000;

/** The samples of the last hour: known and new ones, oldest first. */
export function withNewSamples(
  known: readonly PipelineSample[],
  fresh: readonly PipelineSample[],
): readonly PipelineSample[] {
  const all = [...known, ...fresh];
  const oldest = Date.parse(all.at(-1)?.at ?? '') - HOUR_MILLISECONDS;
  return all.filter(({ at }) => Date.parse(at) >= oldest);
}

/** Converts samples to lines: each sample stands for the time since the previous one. */
export function historyOf(samples: readonly PipelineSample[]): History {
  const values = (of: (sample: PipelineSample, before: PipelineSample) => number | null): (number | null)[] =>
    samples.slice(1).map((sample, index) => of(sample, samples[index] ?? sample));
  return {
    moments: samples.slice(1).map(({ at }) => Date.parse(at) / 1_000),
    acceptedPerSecond: { name: 'Accepted', values: values((now, before) => rate(before, now, 'accepted')) },
    recordedPerSecond: { name: 'Recorded', values: values((now, before) => rate(before, now, 'recorded')) },
    criticalTimeP50: { name: 'Median', values: values(({ criticalTime }) => criticalTime?.p50Seconds ?? null) },
    criticalTimeP99: {
      name: '99th percentile',
      values: values(({ criticalTime }) => criticalTime?.p99Seconds ?? null),
    },
    queueDepth: { name: 'Sales queue', values: values(({ salesQueue }) => salesQueue ?? null) },
    outboxDepth: { name: 'Outbox', values: values(({ outbox }) => outbox ?? null) },
  };
}

function rate(before: PipelineSample, now: PipelineSample, name: 'accepted' | 'recorded'): number | null {
  const [from, to] = [before[name], now[name]];
  const seconds = (Date.parse(now.at) - Date.parse(before.at)) / 1_000;
  return from === undefined || to === undefined || to < from || seconds <= 0 ? null : (to - from) / seconds;
}
