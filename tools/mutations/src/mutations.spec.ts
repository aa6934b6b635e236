import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mutate, type Mutation } from './mutation';
import { MUTATIONS } from './mutations';

const WORKSPACE = resolve(__dirname, '../../..');

describe('the list of mutations', () => {
  it.each(MUTATIONS)('"$name" fits the code as it is', (mutation) => {
    const source = readFileSync(join(WORKSPACE, mutation.file), 'utf8');
    expect(mutate(source, mutation)).not.toBe(source);
  });

  // Without this check, a renamed spec file would make Jest find no tests, and the run would count as a noticed mutation.
  it.each(MUTATIONS)('"$name" names spec files that exist', ({ projects }) => {
    const missing = projects.filter(({ folder, specs }) => {
      const files = globSync(`${folder}/src/**/*.spec.{ts,tsx}`, { cwd: WORKSPACE });
      return !files.some((file) => file.includes(specs));
    });
    expect(missing).toEqual([]);
  });

  it('has a different name for each', () => {
    expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
  });
});

describe('mutate', () => {
  const mutation: Mutation = { name: 'x', file: 'a.ts', find: 'await ', replace: '', projects: [] };

  it('replaces the text', () => {
    expect(mutate('await f();', mutation)).toBe('f();');
  });

  it.each(['f();', 'await f(); await g();'])('refuses %j, where the text does not stand exactly once', (source) => {
    expect(() => mutate(source, mutation)).toThrow('out of date');
  });
});
