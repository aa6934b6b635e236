import { CountedPayments } from './counted-payments';

const NONE = { accepted: 0, queued: 0, delayed: 0, recorded: 0, rejected: 0, parked: 0 };

describe('counting the payments', () => {
  let now: number;
  let counts: number;

  beforeEach(() => {
    now = 0;
    counts = 0;
  });

  /** A register that takes this long to count. */
  const counting = (milliseconds: number, fails: () => boolean = () => false) =>
    new CountedPayments(
      {
        counts: async () => {
          counts += 1;
          now += milliseconds;
          if (fails()) throw new Error('down');
          return { ...NONE, recorded: counts };
        },
      },
      () => new Date(now),
    );

  it('takes a twentieth of the time at most, however often somebody asks', async () => {
    const counted = counting(100);
    for (let second = 0; second < 60; second += 1) {
      await counted.counts();
      now += 1_000;
    }

    expect(counts * 100).toBeLessThanOrEqual(0.06 * now);
    expect(counts).toBeGreaterThan(20);
  });

  it('asks once for those who ask together', async () => {
    const counted = counting(100);
    const [one, other] = await Promise.all([counted.counts(), counted.counts()]);

    expect(counts).toBe(1);
    expect(other).toBe(one);
  });

  it('asks again after a failure', async () => {
    const counted = counting(100, () => counts === 1);

    await expect(counted.counts()).rejects.toThrow('down');
    await expect(counted.counts()).resolves.toMatchObject({ recorded: 2 });
  });
});
