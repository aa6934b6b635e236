import { readSettings, UsageError } from './bench-settings';

describe('the settings of a bench', () => {
  it('need a bench alone', () => {
    expect(readSettings(['accept'])).toEqual({
      bench: 'accept',
      rounds: 3,
      seconds: 10,
      messages: 20_000,
      output: 'tools/bench/results',
      only: [],
    });
  });

  it('can be given', () => {
    const argv = 'drain --rounds 5 --seconds 2 --messages 100 --only ours,floor --output x'.split(' ');
    const expected = { bench: 'drain', rounds: 5, seconds: 2, messages: 100, only: ['ours', 'floor'], output: 'x' };
    expect(readSettings(argv)).toEqual(expected);
    expect(readSettings(['drain', '--quick'])).toMatchObject({ rounds: 1, seconds: 1, messages: 500 });
  });

  it('are not made when help is asked for', () => {
    expect(readSettings(['--help'])).toBeUndefined();
  });

  it.each([[[]], [['fast']], [['accept', 'drain']], [['accept', '--rounds', '0']], [['accept', '--no']]])(
    'explain themselves when given %j',
    (argv) => {
      expect(() => readSettings(argv)).toThrow(UsageError);
    },
  );
});
