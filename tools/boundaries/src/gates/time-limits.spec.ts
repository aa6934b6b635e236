import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { readProjects } from '../projects/project-graph';
import { typescriptFiles } from '../source/source-files';

const SHORTEST_MILLISECONDS = 60_000;
/** `it('…', () => {…}, 5_000)`, and the whole file's limit. */
const LIMITS_OF_ITS_OWN = /^\s*\}, ([\d_]{3,})\);|jest\.setTimeout\(([\d_]+)\)/gm;

const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8');
const requireConfig = (file: string): { readonly testTimeout?: number; readonly preset?: string } =>
  jest.requireActual(join(workspaceRoot, file));

/** With what its preset says, as Jest itself resolves it. */
function testTimeoutOf(root: string): number | undefined {
  const { preset, testTimeout } = requireConfig(join(root, 'jest.config.cjs'));
  return testTimeout ?? (preset === undefined ? undefined : requireConfig(join(root, preset)).testTimeout);
}

describe('the time limit of a test', () => {
  it('ends tests that hang, not tests on a busy machine', () => {
    const limits = readProjects().map(({ data, name }) => ({ name, limit: testTimeoutOf(data.root) ?? 5_000 }));
    expect(limits.length).toBeGreaterThan(20);
    expect(limits.filter(({ limit }) => limit < SHORTEST_MILLISECONDS)).toEqual([]);
  });

  it('is not made shorter in a spec', () => {
    const specs = typescriptFiles().filter((file) => /\.spec\.tsx?$/.test(file));
    const shorter = specs.flatMap((file) =>
      [...read(file).matchAll(LIMITS_OF_ITS_OWN)]
        .map(([, limit, ofFile]) => Number((limit ?? ofFile ?? '').replaceAll('_', '')))
        .filter((limit) => limit < SHORTEST_MILLISECONDS)
        .map((limit) => `${file}: ${limit} ms`),
    );
    expect(specs.length).toBeGreaterThan(100);
    expect(shorter).toEqual([]);
  });
});
