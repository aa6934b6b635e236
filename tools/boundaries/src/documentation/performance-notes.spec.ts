import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';

const WORKSPACE_PATH = /`((?:apps|libs|tools)\/[\w./-]+)`/g;

describe('docs/performance-notes.md', () => {
  it('names only files that exist', () => {
    const text = readFileSync(join(workspaceRoot, 'docs/performance-notes.md'), 'utf8');
    const paths = [...text.matchAll(WORKSPACE_PATH)].map(([, path = '']) => path);

    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(workspaceRoot, path)))).toEqual([]);
  });
});
