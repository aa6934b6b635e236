import { join } from 'node:path';
import { compareContracts } from './compare/compare-contracts';
import { releasedSnapshot, workingSnapshot } from './released/contract-snapshot';
import { keepRelease } from './released/keep-release';
import { releasedFolder, releasedVersions } from './released/released-versions';
import { report } from './report/report';

export interface Outcome {
  /** 0: fine. 1: something breaks. 2: not a command. */
  readonly exitCode: 0 | 1 | 2;
  readonly text: string;
}

const USAGE = `Usage: npm run contracts:check -- [check | keep]

check   compares the contracts with the last released ones (the default)
keep    checks, and keeps the contracts as released in the version of their package

Exit codes: 0 fine, 1 something breaks, 2 wrong usage.
`;

/** @param version of the contracts' package, the one that `keep` keeps */
export function run([command = 'check', ...rest]: readonly string[], contracts: string, version: string): Outcome {
  if (command === '--help') return { exitCode: 0, text: USAGE };
  if (rest.length > 0 || !['check', 'keep'].includes(command)) return { exitCode: 2, text: USAGE };
  const checked = check(contracts);
  if (command === 'check' || checked.exitCode !== 0) return checked;
  const kept = keepRelease(contracts, version);
  const text = kept === undefined ? `${version} is kept already.\n` : `Kept as released: ${kept}\n`;
  return { exitCode: 0, text: checked.text + text };
}

function check(contracts: string): Outcome {
  const last = releasedVersions(contracts).at(-1);
  if (last === undefined) return { exitCode: 0, text: 'Nothing was released yet, so nothing can break.\n' };
  const released = releasedSnapshot(join(releasedFolder(contracts), last));
  const comparison = compareContracts(released, workingSnapshot(contracts));
  return { exitCode: comparison.breaking.length === 0 ? 0 : 1, text: report(last, comparison) };
}
