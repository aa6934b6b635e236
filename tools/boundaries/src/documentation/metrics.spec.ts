import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration as readApi, startCustomerApi } from '@decouple/customer-api';
import type { RunningApplication } from '@decouple/platform';
import { type Exposition, parseExposition, RecordingLog } from '@decouple/platform/testing';
import { readConfiguration as readWorker, startSalesWorker } from '@decouple/sales-worker';
import { workspaceRoot } from '@nx/devkit';
import { readMetricTables } from './metric-tables';

const OURS = /^decouple_/;
/** What the system beneath Node.js may not tell. */
const ONLY_ON_LINUX = /^process_(open_fds|max_fds|virtual_memory_bytes|heap_bytes)$/;

const API = { PORT: '0', MANAGEMENT_PORT: '0', PAYMENT_STORE: 'memory', MESSAGE_BROKER: 'memory' };
const WORKER = { MANAGEMENT_PORT: '0', SALES_LEDGER: 'memory', MESSAGE_BROKER: 'memory' };

const text = readFileSync(join(workspaceRoot, 'docs/metrics.md'), 'utf8');
const documented = readMetricTables(text);

async function exposedBy(start: (recording: RecordingLog) => Promise<RunningApplication>): Promise<Exposition> {
  const recording = new RecordingLog();
  const running = await start(recording);
  const [ready] = await recording.until('ready');
  const response = await fetch(`${String(ready?.['management'])}/metrics`);
  const exposition = parseExposition(await response.text());
  await running.close();
  return exposition;
}

describe('readMetricTables', () => {
  it('reads the metrics of every table that has a column for them', () => {
    const table = '| metric | service | type | labels | meaning |\n| --- | --- | --- | --- | --- |\n';
    const rows =
      '| `a_total` | both | counter | `x`, `y` | How often. |\n| `b` | sales-worker | gauge | | How much. |\n';

    expect(readMetricTables(`# Title\n\n${table}${rows}\n| other | table |\n| --- | --- |\n| \`c\` | d |\n`)).toEqual([
      { name: 'a_total', service: 'both', type: 'counter', labels: ['x', 'y'], meaning: 'How often.' },
      { name: 'b', service: 'sales-worker', type: 'gauge', labels: [], meaning: 'How much.' },
    ]);
  });
});

describe('docs/metrics.md', () => {
  const services: Record<string, Exposition> = {};

  beforeAll(async () => {
    services['customer-api'] = await exposedBy(({ log }) => startCustomerApi(readApi(API), log));
    services['sales-worker'] = await exposedBy(({ log }) => startSalesWorker(readWorker(WORKER), log));
  });

  const describes = (service: string) => documented.filter((metric) => [service, 'both'].includes(metric.service));

  it.each(['customer-api', 'sales-worker'])('lists what %s exposes, with its type and meaning', (service) => {
    const exposed = [...(services[service] ?? [])].map(([name, { help, type }]) => ({ name, type, meaning: help }));
    const listed = describes(service).map(({ meaning, name, type }) => ({ name, type, meaning }));
    const byName = <T extends { readonly name: string }>(metrics: readonly T[]): Record<string, T> =>
      Object.fromEntries(metrics.map((metric) => [metric.name, metric]));

    expect(byName(listed.filter(({ name }) => OURS.test(name)))).toEqual(
      byName(exposed.filter(({ name }) => OURS.test(name))),
    );
  });

  it.each(['customer-api', 'sales-worker'])('lists what the process of %s exposes', (service) => {
    const names = [...(services[service]?.keys() ?? [])].filter((name) => !OURS.test(name));
    const listed = describes(service)
      .map(({ name }) => name)
      .filter((name) => !OURS.test(name));

    expect(listed).toEqual(expect.arrayContaining(names));
    expect(names).toEqual(
      expect.arrayContaining(listed.filter((name) => process.platform === 'linux' || !ONLY_ON_LINUX.test(name))),
    );
  });

  it.each(['customer-api', 'sales-worker'])('names the labels of what %s exposes', (service) => {
    const labelsOf = new Map(documented.map(({ labels, name }) => [name, [...labels].sort()]));
    for (const [name, { samples }] of services[service] ?? []) {
      for (const { labels } of samples) {
        const names = Object.keys(labels).filter((label) => label !== 'le');
        expect([name, names.sort()]).toEqual([name, labelsOf.get(name)]);
      }
    }
  });

  it('asks in its rules and queries for metrics that it lists', () => {
    const asked = [...text.matchAll(/^```(?:yaml|promql)\n([^]*?)^```/gm)].flatMap(([, code = '']) => [
      ...code.matchAll(/\b(?:decouple|process|nodejs)_\w+/g),
    ]);
    const names = new Set(asked.map(([name]) => name.replace(/_(bucket|sum|count)$/, '')));

    expect(names.size).toBeGreaterThan(10);
    expect(documented.map(({ name }) => name)).toEqual(expect.arrayContaining([...names]));
  });
});
