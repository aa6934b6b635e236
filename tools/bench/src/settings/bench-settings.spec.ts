import { readSettings, UsageError } from './bench-settings';

describe('readSettings', () => {
  it('needs only the name of a bench', () => {
    expect(readSettings(['accept'])).toEqual({
      bench: 'accept',
      rounds: 3,
      seconds: 10,
      messages: 20_000,
      only: [],
    });
  });

  it('reads the options', () => {
    const argv = 'drain --rounds 5 --seconds 2 --messages 100 --only ours,floor'.split(' ');
    const expected = { bench: 'drain', rounds: 5, seconds: 2, messages: 100, only: ['ours', 'floor'] };
    expect(readSettings(argv)).toEqual(expected);
    expect(readSettings(['drain', '--quick'])).toMatchObject({ rounds: 1, seconds: 1, messages: 500 });
  });

  it('returns undefined for --help', () => {
    expect(readSettings(['--help'])).toBeUndefined();
  });

  it.each([[[]], [['fast']], [['accept', 'drain']], [['accept', '--rounds', '0']], [['accept', '--no']]])(
    'rejects %j with the usage',
    (argv) => {
      expect(() => readSettings(argv)).toThrow(UsageError);
    },
  );
});
