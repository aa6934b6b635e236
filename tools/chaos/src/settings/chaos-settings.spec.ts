import { readSettings } from './chaos-settings';

describe('readSettings', () => {
  it('takes three minutes, 150 payments a second and a seed of its own by default', () => {
    expect(readSettings([])).toEqual({
      seconds: 180,
      seed: expect.any(Number) as number,
      paymentsPerSecond: 150,
      restWithinSeconds: 120,
    });
  });

  it('reads the options', () => {
    expect(readSettings(['--minutes', '0.5', '--seed=7', '--rate', '20', '--rest-seconds', '60'])).toEqual({
      seconds: 30,
      seed: 7,
      paymentsPerSecond: 20,
      restWithinSeconds: 60,
    });
  });

  it.each([
    [['--minutes', '0']],
    [['--minutes', 'three']],
    [['--minutes=']],
    [['--seed', '1.5']],
    [['--rate', '-1']],
    [['--speed', '1']],
  ])('refuses %j', (commandLine) => {
    expect(() => readSettings(commandLine)).toThrow();
  });
});
