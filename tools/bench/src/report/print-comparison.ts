import { median, ratiosByRound, type Spread } from '../measure/statistics';
import type { TurnResult } from '../measure/turn-result';
import { microsecondsPerPayment } from '../measure/usage-meter';
import { fixed, printTable, whole } from './table';

type Figure = (turn: TurnResult) => number | undefined;

/** Prints the contenders side by side, and the ratio of ours to each of the others. */
export function printComparison(bench: string, results: readonly TurnResult[]): void {
  const contenders = [...new Set(results.map(({ contender }) => contender))];
  const turnsOf = (contender: string) => results.filter((result) => result.contender === contender);
  const rates = (contender: string): number[] => turnsOf(contender).map(({ paymentsPerSecond }) => paymentsPerSecond);
  const medians = (name: string, figure: Figure, format: (value: number) => string): string[][] => {
    if (results.every((turn) => figure(turn) === undefined)) return [];
    const of = (contender: string) => median(turnsOf(contender).flatMap((turn) => figure(turn) ?? []));
    return [[name, ...contenders.map((contender) => format(of(contender)))]];
  };
  printTable(
    [bench, ...contenders],
    [
      ['payments/s (each round)', ...contenders.map((contender) => rates(contender).map(whole).join(' '))],
      ...medians(
        'p50 ms',
        ({ p50 }) => p50,
        (value) => fixed(value, 1),
      ),
      ...medians(
        'p99 ms',
        ({ p99 }) => p99,
        (value) => fixed(value, 1),
      ),
      ...(results[0]?.usage ?? []).flatMap(({ name }) =>
        medians(`CPU µs/payment: ${name}`, (turn) => cpuOf(turn, name), whole),
      ),
      ...medians('peak MB of the process', ({ usage }) => usage[0]?.peakMegabytes, whole),
      ...medians(
        'SQS requests/payment',
        (turn) => turn.sqsRequestsPerPayment,
        (value) => fixed(value, 3),
      ),
      ...medians(
        'transactions/payment',
        (turn) => turn.transactionsPerPayment,
        (value) => fixed(value, 3),
      ),
      ...medians(
        'cores used by the load generator',
        ({ loadProcessors }) => loadProcessors,
        (value) => fixed(value, 2),
      ),
    ],
  );
  for (const other of contenders.filter((contender) => contender !== 'ours' && contenders.includes('ours'))) {
    console.log(`ours / ${other}: ${spread(ratiosByRound(rates('ours'), rates(other)))}`);
  }
}

function cpuOf(turn: TurnResult, name: string): number | undefined {
  const usage = turn.usage.find((one) => one.name === name);
  return usage && microsecondsPerPayment(usage, turn.payments);
}

const spread = ({ highest, lowest, median: middle }: Spread): string =>
  `${fixed(middle, 2)} (${fixed(lowest, 2)} to ${fixed(highest, 2)})`;
