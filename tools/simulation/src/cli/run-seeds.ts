import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type RunReport, Tally } from './tally';

export interface SeedsToRun {
  readonly first: number;
  readonly seeds: number;
  readonly threads: number;
  /** Told after each seed. */
  readonly onProgress: (tally: Tally) => void;
}

/** A run takes milliseconds; one that takes minutes, even on a busy machine, goes round in circles. */
const TIMEOUT_MILLISECONDS = 120_000;

/** Runs seeds on several threads until all have run or one has failed. Seeds in progress are finished. */
export async function runSeeds({ first, onProgress, seeds, threads }: SeedsToRun): Promise<Tally> {
  const tally = new Tally();
  let next = first;
  const work = async (): Promise<void> => {
    const thread = new Worker(join(__dirname, 'seed-thread.ts'));
    try {
      while (next < first + seeds && tally.failed.length === 0) {
        tally.add(await runOn(thread, next++));
        onProgress(tally);
      }
    } finally {
      await thread.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  return tally;
}

/** The report of the run; of one that breaks down or does not end, one that says so. */
function runOn(thread: Worker, seed: number): Promise<RunReport> {
  return new Promise((resolve) => {
    const end = (report: RunReport): void => {
      clearTimeout(timeout);
      thread.off('error', breakDown);
      thread.off('message', end);
      resolve(report);
    };
    const breakDown = (error: unknown): void =>
      end(failure(seed, error instanceof Error ? error.message : String(error)));
    const timeout = setTimeout(() => end(failure(seed, 'It has not ended.')), TIMEOUT_MILLISECONDS);
    thread.on('error', breakDown);
    thread.on('message', end);
    thread.postMessage(seed);
  });
}

function failure(seed: number, violation: string): RunReport {
  const broken = [{ name: 'a run ends by itself', violations: [violation] }];
  return { seed, broken, payments: 0, faults: new Map() };
}
