import Table from 'cli-table3';
import type { ScaleResult } from '../benches/scale-result';
import { barChart } from './bar-chart';
import { fixed, whole } from './numbers';

const PLAIN = { style: { head: [], border: [] } };

export function scaleReport(results: readonly ScaleResult[]): { table: string; chart: string } {
  const first = results[0]?.drainPerSecond ?? 0;
  const fewest = results.find(({ claimPerSecond }) => claimPerSecond !== undefined)?.claimPerSecond ?? 0;
  const table = new Table({
    ...PLAIN,
    head: ['rows before', 'drain/s', '/ none', 'claim/s', '/ fewest', 'worker MB', 'api MB'],
  });
  for (const { apiPeakMegabytes, claimPerSecond, drainPerSecond, rows, workerPeakMegabytes } of results) {
    table.push([
      whole(rows),
      whole(drainPerSecond),
      fixed(drainPerSecond / first, 2),
      claimPerSecond === undefined ? '–' : whole(claimPerSecond),
      claimPerSecond === undefined ? '–' : fixed(claimPerSecond / fewest, 2),
      whole(workerPeakMegabytes ?? 0),
      apiPeakMegabytes === undefined ? '–' : whole(apiPeakMegabytes),
    ]);
  }
  const plan = results.at(-1)?.claimPlan ?? [];
  const bars = results.map(({ drainPerSecond, rows }) => ({ label: `${whole(rows)} rows`, value: drainPerSecond }));
  return {
    table: [table.toString(), 'how entries are claimed:', ...plan.map((line) => `  ${line}`)].join('\n'),
    chart: barChart('scale: payments recorded per second, by rows of history', bars),
  };
}
