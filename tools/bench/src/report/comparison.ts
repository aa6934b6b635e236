import Table from 'cli-table3';
import { median, ratiosByRound, type Spread } from '../measure/statistics';
import type { TurnResult } from '../measure/turn-result';
import { microsecondsPerPayment } from '../measure/usage-meter';
import { barChart } from './bar-chart';
import { fixed, whole } from './numbers';

const PLAIN = { style: { head: [], border: [] } };

/** Contenders side by side, and what ours is to the others. */
export function comparison(bench: string, results: readonly TurnResult[]): { table: string; chart: string } {
  const contenders = [...new Set(results.map(({ contender }) => contender))];
  const of = (contender: string): readonly TurnResult[] => results.filter((result) => result.contender === contender);
  const table = new Table({ ...PLAIN, head: [bench, ...contenders] });
  const row = (name: string, figure: (turns: readonly TurnResult[]) => string): void => {
    table.push([name, ...contenders.map((contender) => figure(of(contender)))]);
  };
  row('payments/s (each round)', (turns) => turns.map(({ paymentsPerSecond }) => whole(paymentsPerSecond)).join(' '));
  if (results.some(({ p99 }) => p99 !== undefined)) {
    row('p50 ms', (turns) => fixed(median(turns.flatMap(({ p50 }) => p50 ?? [])), 1));
    row('p99 ms', (turns) => fixed(median(turns.flatMap(({ p99 }) => p99 ?? [])), 1));
  }
  for (const { name } of results[0]?.usage ?? []) {
    row(`CPU µs/payment: ${name}`, (turns) => whole(median(turns.flatMap((turn) => cpuOf(turn, name) ?? []))));
  }
  row('peak MB of the process', (turns) =>
    whole(Math.max(0, ...turns.flatMap(({ usage }) => usage[0]?.peakMegabytes ?? []))),
  );
  row('SQS requests/payment', (turns) => fixed(median(turns.map((turn) => turn.sqsRequestsPerPayment)), 3));
  row('transactions/payment', (turns) => fixed(median(turns.map((turn) => turn.transactionsPerPayment)), 3));
  if (results.some(({ loadProcessors }) => loadProcessors !== undefined)) {
    row('processors of the load', (turns) =>
      fixed(median(turns.flatMap(({ loadProcessors }) => loadProcessors ?? [])), 2),
    );
  }
  const rates = (contender: string): number[] => of(contender).map(({ paymentsPerSecond }) => paymentsPerSecond);
  const ratios = contenders
    .filter((contender) => contender !== 'ours' && contenders.includes('ours'))
    .map((contender) => `ours / ${contender}: ${spread(ratiosByRound(rates('ours'), rates(contender)))}`);
  const bars = contenders.map((contender) => ({ label: contender, value: median(rates(contender)) }));
  return {
    table: [table.toString(), ...ratios].join('\n'),
    chart: barChart(`${bench}: payments per second`, bars),
  };
}

function cpuOf(turn: TurnResult, name: string): number | undefined {
  const usage = turn.usage.find((one) => one.name === name);
  return usage && microsecondsPerPayment(usage, turn.payments);
}

const spread = ({ highest, lowest, median: middle }: Spread): string =>
  `${fixed(middle, 2)} (${fixed(lowest, 2)} to ${fixed(highest, 2)})`;
