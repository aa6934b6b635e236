import { parseExposition, valueOf } from '../testing';
import { MAX_LABEL_SETS } from './label-sets';
import { Metrics, type Sample } from './metrics';

const COUNTER = { name: 'test_happened_total', help: 'What happened.' };
const GAUGE = { name: 'test_level', help: 'How high it is.' };
const HISTOGRAM = { name: 'test_taken_seconds', help: 'How long it took.' };

describe('Metrics', () => {
  let metrics: Metrics;

  beforeEach(() => {
    metrics = new Metrics();
  });

  const read = async () => parseExposition(await metrics.text());

  it('exposes the current value of a counter at every read', async () => {
    const count = metrics.count(COUNTER);
    const before = valueOf(await read(), COUNTER.name);
    count.inc();
    count.inc(4);

    expect([before, valueOf(await read(), COUNTER.name), valueOf(await read(), COUNTER.name)]).toEqual([0, 5, 5]);
    expect((await read()).get(COUNTER.name)).toMatchObject({ type: 'counter', help: COUNTER.help });
  });

  it('keeps one counter per combination of labels and escapes their values', async () => {
    const counts = metrics.counts({ ...COUNTER, labelNames: ['queue', 'result'] }, [['orders', 'known']]);
    counts.of('orders', 'done').inc(2);
    counts.of('say "\\orders"\n', 'done').inc(3);

    expect((await read()).get(COUNTER.name)?.samples).toEqual([
      { name: COUNTER.name, labels: { queue: 'orders', result: 'known' }, value: 0 },
      { name: COUNTER.name, labels: { queue: 'orders', result: 'done' }, value: 2 },
      { name: COUNTER.name, labels: { queue: 'say "\\orders"\n', result: 'done' }, value: 3 },
    ]);
  });

  it('counts under "other" beyond the maximum number of series', async () => {
    const counts = metrics.counts({ ...COUNTER, labelNames: ['id'] });
    for (let id = 0; id < MAX_LABEL_SETS + 100; id += 1) counts.of(String(id)).inc();
    counts.of('0').inc();

    const exposition = await read();
    expect(exposition.get(COUNTER.name)?.samples).toHaveLength(MAX_LABEL_SETS + 1);
    expect(valueOf(exposition, COUNTER.name, { id: 'other' })).toBe(100);
    expect(valueOf(exposition, COUNTER.name, { id: '0' })).toBe(2);
  });

  it('counts a duration in every bucket whose bound it does not exceed', async () => {
    const durations = metrics.duration(HISTOGRAM, [0.5, 1]);
    for (const seconds of [0.25, 0.5, 0.75, 2]) durations.observe(seconds);

    const exposition = await read();
    const bucket = (le: string) => valueOf(exposition, `${HISTOGRAM.name}_bucket`, { le });
    expect([bucket('0.5'), bucket('1'), bucket('+Inf')]).toEqual([2, 3, 4]);
    expect(valueOf(exposition, `${HISTOGRAM.name}_sum`)).toBe(3.5);
    expect(valueOf(exposition, `${HISTOGRAM.name}_count`)).toBe(4);
    expect(exposition.get(HISTOGRAM.name)?.type).toBe('histogram');
  });

  it('keeps one histogram per combination of labels', async () => {
    const durations = metrics.durations({ ...HISTOGRAM, labelNames: ['status'] }, [1], [['rejected']]);
    durations.of('recorded').observe(0.5);

    const exposition = await read();
    const count = (status: string) => valueOf(exposition, `${HISTOGRAM.name}_count`, { status });
    expect([count('recorded'), count('rejected')]).toEqual([1, 0]);
  });

  it('reads a gauge at every read, and leaves out unknown values', async () => {
    let samples: readonly Sample[] = [{ value: 7 }];
    metrics.gauge(GAUGE, async () => samples);
    metrics.gauge({ ...GAUGE, name: 'test_labelled_level', labelNames: ['queue'] }, () =>
      samples.map(({ value }) => ({ labels: { queue: 'orders' }, value })),
    );
    const known = await read();
    samples = [];
    const unknown = await read();

    expect(valueOf(known, 'test_level')).toBe(7);
    expect(valueOf(known, 'test_labelled_level', { queue: 'orders' })).toBe(7);
    expect(unknown.get('test_level')?.samples).toEqual([]);
    expect(unknown.get('test_labelled_level')?.samples).toEqual([]);
  });

  it('includes the metrics of the process, which all services in it share', async () => {
    const names = [...(await read()).keys()];
    const others = [...parseExposition(await new Metrics().text()).keys()];

    expect(names).toEqual(
      expect.arrayContaining([
        'process_cpu_seconds_total',
        'nodejs_eventloop_lag_seconds',
        'nodejs_gc_duration_seconds',
      ]),
    );
    expect(others).toEqual(names);
  });
});
