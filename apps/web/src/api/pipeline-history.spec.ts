import type { PipelineSample } from '@decouple/management-client';
import { historyOf, withNewSamples } from './pipeline-history';

const START = Date.parse('2026-11-24T09:00:00.000Z');
const sample = (seconds: number, facts: Partial<PipelineSample> = {}): PipelineSample => ({
  at: new Date(START + seconds * 1_000).toISOString(),
  ...facts,
});

describe('historyOf', () => {
  it('returns rates between two samples, and other values unchanged', () => {
    const history = historyOf([
      sample(0, { accepted: 100, recorded: 90 }),
      sample(5, {
        accepted: 150,
        recorded: 100,
        outbox: 3,
        salesQueue: 40,
        criticalTime: { p50Seconds: 1, p99Seconds: 2 },
      }),
    ]);

    expect(history.moments).toEqual([START / 1_000 + 5]);
    expect(history.acceptedPerSecond.values).toEqual([10]);
    expect(history.recordedPerSecond.values).toEqual([2]);
    expect(history.criticalTimeP50.values).toEqual([1]);
    expect(history.criticalTimeP99.values).toEqual([2]);
    expect(history.queueDepth.values).toEqual([40]);
    expect(history.outboxDepth.values).toEqual([3]);
  });

  it('has gaps where a value is unknown or a counter was reset', () => {
    const history = historyOf([sample(0, { accepted: 100 }), sample(5), sample(10, { accepted: 7 })]);

    expect(history.acceptedPerSecond.values).toEqual([null, null]);
    expect(historyOf([sample(0, { accepted: 9 }), sample(5, { accepted: 7 })]).acceptedPerSecond.values).toEqual([
      null,
    ]);
  });

  it('keeps one hour', () => {
    const known = withNewSamples([], [sample(0), sample(5)]);

    expect(withNewSamples(known, [sample(3_601)])).toEqual([sample(5), sample(3_601)]);
    expect(withNewSamples(known, [])).toEqual(known);
  });
});
