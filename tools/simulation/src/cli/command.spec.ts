import { readCommand, UsageError } from './command';

describe('readCommand', () => {
  it('explores 2,000 seeds by default', () => {
    expect(readCommand([])).toEqual({ kind: 'explore', first: 1, seeds: 2_000 });
  });

  it('takes the number of seeds, and the first of them', () => {
    expect(readCommand(['--seeds', '50', '--first=7'])).toEqual({ kind: 'explore', first: 7, seeds: 50 });
  });

  it('replays one seed', () => {
    expect(readCommand(['--seed', '4294967295'])).toEqual({ kind: 'replay', seed: 4_294_967_295 });
  });

  it.each([
    [['--seed', '0']],
    [['--seed', '4294967296']],
    [['--seeds', 'many']],
    [['--seeds', '1.5']],
    [['--seed', '1', '--seeds', '2']],
    [['--sed', '1']],
    [['12']],
  ])('refuses %j', (words) => {
    expect(() => readCommand(words)).toThrow(UsageError);
  });
});
