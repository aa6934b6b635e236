import { tally, type CheckRun } from './tally';

const printed = (counts: string): string => `PASS src/a.spec.ts\n\nTests:       ${counts}\nSnapshots:   0 total\n`;
const run = (name: string, succeeded: boolean, output = ''): CheckRun => ({
  name,
  succeeded,
  output,
  again: `nx ${name}`,
});

describe('the tally of a test run', () => {
  it("adds up Jest's tests over all projects", () => {
    const { passed, failed } = tally([
      run('contracts:test', true, printed('12 passed, 12 total')),
      run('platform:test', true, printed('1 skipped, 2 todo, 30 passed, 33 total')),
      run('package-trial:test-package', true, printed('5 passed, 5 total')),
      run('contracts:lint', true, 'All files pass linting.'),
    ]);
    expect({ passed, failed }).toEqual({ passed: 47, failed: 0 });
  });

  it('counts tests that exist and did not run apart', () => {
    expect(tally([run('a:test', true, printed('1 skipped, 2 todo, 30 passed, 33 total'))]).pending).toBe(3);
  });

  it('reads the counts of a coloured output, as the cache replays it', () => {
    const output = '\u001b[1mTests:       \u001b[22m\u001b[1m\u001b[32m7 passed\u001b[39m\u001b[22m, 7 total\n';
    expect(tally([run('a:test', true, output)]).passed).toBe(7);
  });

  it('sums the runs of a target that starts Jest twice', () => {
    expect(tally([run('a:test', true, printed('2 passed, 2 total') + printed('3 passed, 3 total'))]).passed).toBe(5);
  });

  it('counts each failed test, and the passed ones beside it', () => {
    const { passed, failed, failures } = tally([run('a:test', false, printed('3 failed, 9 passed, 12 total'))]);
    expect({ passed, failed }).toEqual({ passed: 9, failed: 3 });
    expect(failures).toEqual([{ name: 'a:test', reason: '3 of 12 tests failed', again: 'nx a:test' }]);
  });

  it('counts a failed check that runs no tests as one failure', () => {
    expect(tally([run('a:lint', false), run('formatting', false)]).failed).toBe(2);
  });

  it('counts a test target that fails before or after its tests as one failure', () => {
    expect(
      tally([run('a:test', false, 'SyntaxError'), run('b:test', false, printed('4 passed, 4 total'))]),
    ).toMatchObject({
      passed: 4,
      failed: 2,
    });
  });

  it('fails a test target that is green without having reported a test', () => {
    expect(tally([run('a:test', true, 'No tests found, exiting with code 0')]).failures).toEqual([
      { name: 'a:test', reason: 'reported no tests', again: 'nx a:test' },
    ]);
  });

  it('takes no count from the output of a target that runs no tests', () => {
    expect(tally([run('a:lint', true, printed('5 passed, 5 total'))]).passed).toBe(0);
  });
});
