import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mutate, type Mutation } from './mutation';
import { MUTATIONS } from './mutations';

const WORKSPACE = resolve(__dirname, '../../..');

describe('The list of sabotages', () => {
  it.each(MUTATIONS)('"$name" fits the code as it is', (mutation) => {
    const source = readFileSync(join(WORKSPACE, mutation.file), 'utf8');
    expect(mutate(source, mutation)).not.toBe(source);
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
