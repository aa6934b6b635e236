import Table from 'cli-table3';
import type { BurstResult } from '../benches/burst-result';
import { lineChart } from './line-chart';
import { fixed, whole } from './numbers';

const PLAIN = { style: { head: [], border: [] } };

export function burstReport({ backlog, phases, secondsToDrain }: BurstResult): { table: string; chart: string } {
  const table = new Table({ ...PLAIN, head: ['burst', 'payments/s', 'accept p50 ms', 'accept p99 ms', 'refused'] });
  for (const { accepted, latency, name, refused, seconds } of phases) {
    const turnedAway = Object.values(refused).reduce((sum, count) => sum + count, 0);
    table.push([name, whole(accepted / seconds), fixed(latency.p50, 1), fixed(latency.p99, 1), whole(turnedAway)]);
  }
  const p99 = (phase: string): number => phases.find(({ name }) => name === phase)?.latency.p99 ?? 0;
  const deepest = Math.max(0, ...backlog.map(({ waiting }) => waiting));
  const lines = [
    table.toString(),
    `accept p99 in the burst / before it: ${fixed(p99('burst') / p99('before'), 2)}`,
    `deepest backlog ${whole(deepest)} payments, drained ${fixed(secondsToDrain, 0)} s after the burst`,
  ];
  const points = backlog.map(({ seconds, waiting }) => ({ x: seconds, y: waiting }));
  return { table: lines.join('\n'), chart: lineChart('burst: payments that wait, over seconds', points) };
}
