import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';

const SPEC_NAME = /[\w./-]+\.spec\.tsx?/g;

describe('docs/reliability.md', () => {
  it('names only spec files that exist', () => {
    const text = readFileSync(join(workspaceRoot, 'docs/reliability.md'), 'utf8');
    const specs = globSync('{apps,libs,tools}/**/*.spec.{ts,tsx}', {
      cwd: workspaceRoot,
      exclude: (path) => basename(path) === 'node_modules',
    });
    const missing = [...new Set(text.match(SPEC_NAME))].filter(
      (name) => !specs.some((path) => path === name || path.endsWith(`/${name}`)),
    );
    expect(missing).toEqual([]);
  });
});
