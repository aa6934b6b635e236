import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_RETRY_POLICY, ERROR_POLICY, type ErrorRule } from '@decouple/messaging-core';
import { readEnvironment, retrySettings, retryVariables } from '@decouple/platform';
import { workspaceRoot } from '@nx/devkit';

const NONE = '–';

/** A row of the table in docs/reliability.md, cell by cell. */
function rowOf([name, { backoff, maxAttempts, metBy, reaction, what }]: [string, ErrorRule]): string[] {
  const seconds = (value: number | undefined): string => (value === undefined ? NONE : `${value} s`);
  return [
    `\`${name}\``,
    metBy,
    what,
    reaction,
    String(maxAttempts),
    seconds(backoff?.baseSeconds),
    seconds(backoff?.capSeconds),
    backoff?.jitter ?? NONE,
  ];
}

describe('the error policy', () => {
  it('stands in docs/reliability.md as it is in the code', () => {
    const text = readFileSync(join(workspaceRoot, 'docs/reliability.md'), 'utf8');
    const section = text.split('\n## ').find((part) => part.startsWith('Error classes')) ?? '';
    const rows = section
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').slice(1, -1))
      .map((cells) => cells.map((cell) => cell.trim()));

    expect(rows).toEqual(Object.entries<ErrorRule>(ERROR_POLICY).map(rowOf));
  });

  it('is what a service does that sets nothing else', () => {
    expect(retrySettings(readEnvironment({}, retryVariables))).toEqual(DEFAULT_RETRY_POLICY);
  });
});
