import { CachedValue } from './cached-value';

describe('CachedValue', () => {
  let now: number;
  let asked: number;

  beforeEach(() => {
    now = 0;
    asked = 0;
  });

  /** A question that takes this long; the answer is how often it was asked. */
  const asking = (milliseconds: number, { fails = (): boolean => false, kept = 0 } = {}) =>
    new CachedValue(
      async () => {
        asked += 1;
        now += milliseconds;
        if (fails()) throw new Error('down');
        return asked;
      },
      () => now,
      kept,
    );

  it('spends at most 5 % of the time computing, regardless of the number of callers', async () => {
    const answer = asking(100);
    for (let second = 0; second < 60; second += 1) {
      await answer.latest();
      now += 1_000;
    }

    expect(asked * 100).toBeLessThanOrEqual(0.06 * now);
    expect(asked).toBeGreaterThan(20);
  });

  it('computes once for concurrent callers', async () => {
    const answer = asking(100);
    const [one, other] = await Promise.all([answer.latest(), answer.latest()]);

    expect([one, other, asked]).toEqual([1, 1, 1]);
  });

  it('caches a value for the minimum time', async () => {
    const answer = asking(0, { kept: 5_000 });
    await answer.latest();
    now += 4_999;
    const kept = await answer.latest();
    now += 1;

    expect([kept, await answer.latest()]).toEqual([1, 2]);
  });

  it('computes again after a failure', async () => {
    const answer = asking(100, { fails: () => asked === 1, kept: 5_000 });

    await expect(answer.latest()).rejects.toThrow('down');
    await expect(answer.latest()).resolves.toBe(2);
  });
});
