import type { CheckRun, Tally } from './tally';

/** The end of a test run's output. Its last line is for machines: `N passed, N failed`. */
export function summary(
  runs: readonly CheckRun[],
  { passed, failed, pending, failures }: Tally,
  seconds: number,
): string {
  const cached = runs.filter(({ fromCache }) => fromCache).length;
  const width = Math.max(0, ...failures.map(({ name }) => name.length));
  return [
    '',
    `${runs.length} checks in ${seconds.toFixed(0)} s, ${cached} of them from the cache`,
    ...(pending > 0 ? [`${pending} tests are skipped or still to be written`] : []),
    ...failures.map(({ name, reason, again }) => `  ✖ ${name.padEnd(width)}  ${reason}; again: ${again}`),
    '',
    `${passed} passed, ${failed} failed`,
  ].join('\n');
}
