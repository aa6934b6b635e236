import { availableParallelism } from 'node:os';
import { Presets, SingleBar } from 'cli-progress';
import { printFailures, printSummary } from './report';
import { runSeeds } from './run-seeds';

/** Runs many seeds on all processors. Returns the exit code. */
export async function explore(first: number, seeds: number): Promise<number> {
  const bar = new SingleBar(
    {
      format: '{bar} {percentage}% | seed {value} of {total} | {payments} payments',
      noTTYOutput: true,
      notTTYSchedule: 2_000,
    },
    Presets.shades_classic,
  );
  const startedAt = performance.now();
  bar.start(seeds, 0, { payments: 0 });
  try {
    const tally = await runSeeds({
      first,
      seeds,
      threads: availableParallelism(),
      onProgress: ({ payments, seeds: done }) => bar.update(done, { payments }),
    });
    bar.stop();
    printSummary(tally, (performance.now() - startedAt) / 1_000);
    printFailures(tally.failed);
    return tally.failed.length === 0 ? 0 : 1;
  } finally {
    bar.stop();
  }
}
