import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { brokenLinks } from './links';

const NOT_OURS = ['node_modules', 'dist', '.nx', '.local'];

describe('the documentation', () => {
  it('links only to files and headings that exist', () => {
    const files = globSync('**/*.md', {
      cwd: workspaceRoot,
      exclude: (path) => NOT_OURS.some((name) => path.split('/').includes(name)),
    });
    const readText = (path: string): string | undefined => {
      const absolute = join(workspaceRoot, path);
      if (!existsSync(absolute)) return undefined;
      return path.endsWith('.md') ? readFileSync(absolute, 'utf8') : '';
    };

    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap((file) => brokenLinks(file, readText))).toEqual([]);
  });

  it.each([
    ['a file that does not exist', '[x](absent.md)', ['a/start.md: absent.md']],
    ['a heading that does not exist', '[x](other.md#absent)', ['a/start.md: other.md#absent']],
    ['a heading of the same file that does not exist', '[x](#absent)', ['a/start.md: #absent']],
  ])('reports a link to %s', (_, text, broken) => {
    const files: Record<string, string> = {
      'a/start.md': `# Start\n\n${text}`,
      'a/other.md': '## The `run` of a test',
    };
    expect(brokenLinks('a/start.md', (path) => files[path])).toEqual(broken);
  });

  it.each(['[x](other.md#the-run-of-a-test)', '[x](#start)', '[x](https://example.com/absent)', '![x](../a/other.md)'])(
    'accepts %s',
    (text) => {
      const files: Record<string, string> = {
        'a/start.md': `# Start\n\n${text}`,
        'a/other.md': '## The `run` of a test',
      };
      expect(brokenLinks('a/start.md', (path) => files[path])).toEqual([]);
    },
  );
});
