import { stripVTControlCharacters } from 'node:util';

/** How many tests Jest reported, summed over all of its summaries in one output. */
export interface JestCounts {
  readonly passed: number;
  readonly failed: number;
  /** Skipped and todo: tests that exist and did not run. */
  readonly pending: number;
}

/** `undefined`: the output contains no summary of Jest, which is not the same as "no tests". */
export function jestCounts(output: string): JestCounts | undefined {
  const summaries = [...stripVTControlCharacters(output).matchAll(/^Tests:\s+(.+)$/gm)].map(
    ([, counts = '']) => counts,
  );
  if (summaries.length === 0) return undefined;
  const sum = (state: string): number =>
    summaries.reduce((total, counts) => total + Number(counts.match(new RegExp(`(\\d+) ${state}`))?.[1] ?? 0), 0);
  return { passed: sum('passed'), failed: sum('failed'), pending: sum('skipped') + sum('todo') };
}
