import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_RETRY_POLICY, ERROR_POLICY, type ErrorRule } from '@decouple/messaging-core';
import { readEnvironment, retrySettings, retryVariables } from '@decouple/platform';
import { workspaceRoot } from '@nx/devkit';

const NONE = '–';

/** Decided by the publisher's result `refused`, so the policy has no row for it. */
const DECIDED_ELSEWHERE = ['entry-refused'];

interface Row {
  readonly name: string;
  readonly reaction: string;
  readonly numbers: readonly string[];
}

/** The rows of the table in docs/reliability.md. */
function documented(): readonly Row[] {
  const text = readFileSync(join(workspaceRoot, 'docs/reliability.md'), 'utf8');
  const section = text.split('\n## ').find((part) => part.startsWith('Error classes')) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const cells = line.split('|').slice(1, -1);
      const [name = '', , , reaction = '', ...numbers] = cells.map((cell) => cell.trim());
      return { name: name.replaceAll('`', ''), reaction, numbers };
    });
}

function decided([name, { backoff, maxAttempts, reaction }]: [string, ErrorRule]): Row {
  const seconds = (value: number | undefined): string => (value === undefined ? NONE : `${value} s`);
  const attempts = reaction === 'dead-letter' ? 1 : (maxAttempts ?? 'unlimited');
  const numbers = [String(attempts), seconds(backoff?.baseSeconds), seconds(backoff?.capSeconds)];
  return { name, reaction: reaction ?? '', numbers: [...numbers, backoff?.jitter ?? NONE] };
}

describe('the error policy', () => {
  it('stands in docs/reliability.md as it is in the code', () => {
    const policy = Object.entries<ErrorRule>(ERROR_POLICY).map(decided);
    const rows = documented().filter(({ name }) => !DECIDED_ELSEWHERE.includes(name));
    // Where no message is settled by a class, its reaction is prose.
    const compared = rows.map((row, index) => (policy[index]?.reaction === '' ? { ...row, reaction: '' } : row));

    expect(compared).toEqual(policy);
    expect(documented()).toHaveLength(policy.length + DECIDED_ELSEWHERE.length);
  });

  it('is what a service does that sets nothing else', () => {
    expect(retrySettings(readEnvironment({}, retryVariables))).toEqual(DEFAULT_RETRY_POLICY);
  });
});
