import { SystemMonotonicClock } from './system-monotonic-clock';

describe('SystemMonotonicClock', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is not affected by the wall clock', () => {
    const clock = new SystemMonotonicClock();
    const before = clock.milliseconds();
    jest.spyOn(Date, 'now').mockReturnValue(0);
    const after = clock.milliseconds();

    expect(after).toBeGreaterThanOrEqual(before);
    expect(after - before).toBeLessThan(60_000);
  });
});
