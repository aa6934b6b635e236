import { summary } from './summary';

const RUNS = [
  { name: 'a:lint', succeeded: true, again: 'npx nx lint a', fromCache: true },
  { name: 'a:test', succeeded: false, again: 'npx nx test a' },
];
const FAILURE = { name: 'a:test', reason: '1 of 3 tests failed', again: 'npx nx test a' };

describe('the summary of a test run', () => {
  const lines = summary(RUNS, { passed: 2, failed: 1, pending: 4, failures: [FAILURE] }, 61.4).split('\n');

  it('ends with the counts', () => {
    expect(lines.at(-1)).toBe('2 passed, 1 failed');
  });

  it('tells how long it took and how much of it was replayed', () => {
    expect(lines).toContain('2 checks in 61 s, 1 of them from the cache');
  });

  it('tells what failed and how to run that again', () => {
    expect(lines).toContain('  ✖ a:test  1 of 3 tests failed; again: npx nx test a');
  });

  it('reports tests that did not run', () => {
    expect(lines).toContain('4 tests are skipped or still to be written');
  });
});
