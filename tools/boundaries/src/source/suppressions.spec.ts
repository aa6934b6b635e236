import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { workspacePaths } from './source-files';
import { unexplainedSuppressions } from './suppressions';

/** In two parts, so that neither ESLint nor the check below takes this file's examples for suppressions. */
const OFF = 'eslint-' + 'disable';

describe('a lint suppression', () => {
  it.each([
    `// ${OFF}-next-line no-empty`,
    `// ${OFF}-line no-empty -- why`,
    `/* ${OFF} */`,
    `/* ${OFF} -- the whole file is generated */`,
    `const a = 1; // ${OFF}-line`,
  ])('is refused without its rules and its reason: %s', (comment) => {
    expect(unexplainedSuppressions(`${comment}\nconst b = 1;`)).toHaveLength(1);
  });

  it.each([`// ${OFF}-next-line no-empty -- the driver reports this twice`, `/* eslint-enable no-empty */`])(
    'is accepted with both: %s',
    (comment) => {
      expect(unexplainedSuppressions(`${comment}\nconst b = 1;`)).toEqual([]);
    },
  );

  it('always has both in this workspace', () => {
    const unexplained = workspacePaths()
      .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
      .flatMap((path) =>
        unexplainedSuppressions(readFileSync(join(workspaceRoot, path), 'utf8')).map((found) => `${path}: ${found}`),
      );
    expect(unexplained).toEqual([]);
  });
});
