import { SystemMonotonicClock } from './system-monotonic-clock';

describe('SystemMonotonicClock', () => {
  afterEach(() => jest.restoreAllMocks());

  it('does not move when the wall clock is set', () => {
    const clock = new SystemMonotonicClock();
    const before = clock.milliseconds();
    jest.spyOn(Date, 'now').mockReturnValue(0);
    const after = clock.milliseconds();

    expect(after).toBeGreaterThanOrEqual(before);
    expect(after - before).toBeLessThan(60_000);
  });
});
