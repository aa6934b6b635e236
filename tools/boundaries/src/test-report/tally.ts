import { jestCounts } from './jest-counts';

/** One thing that was checked: an Nx task (`contracts:test`), or a check of the workspace as a whole. */
export interface CheckRun {
  readonly name: string;
  readonly succeeded: boolean;
  /** The command that runs this one again. */
  readonly again: string;
  readonly fromCache?: boolean;
  /** Everything it printed; only needed where Jest's counts are to be read from it. */
  readonly output?: string;
}

export interface Failure {
  readonly name: string;
  readonly reason: string;
  readonly again: string;
}

export interface Tally {
  readonly passed: number;
  /** Failed tests, plus one for every failed check that ran none. */
  readonly failed: number;
  readonly pending: number;
  readonly failures: readonly Failure[];
}

export function tally(runs: readonly CheckRun[]): Tally {
  const results = runs.map(assess);
  const sum = (key: 'passed' | 'failed' | 'pending'): number => results.reduce((total, each) => total + each[key], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    pending: sum('pending'),
    failures: results.flatMap(({ failure }) => failure ?? []),
  };
}

interface Assessment {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
  readonly failure?: Failure;
}

function assess({ name, succeeded, again, output = '' }: CheckRun): Assessment {
  const runsTests = /:test(-package)?$/.test(name);
  const counts = runsTests ? jestCounts(output) : undefined;
  const { passed = 0, failed = 0, pending = 0 } = counts ?? {};
  if (succeeded && runsTests && !counts) {
    // A test target that is green without having counted a test proves nothing.
    return { passed, failed: 1, pending, failure: { name, reason: 'reported no tests', again } };
  }
  if (succeeded) return { passed, failed, pending };
  const reason = failed > 0 ? `${failed} of ${passed + failed} tests failed` : 'failed';
  return { passed, failed: Math.max(failed, 1), pending, failure: { name, reason, again } };
}
