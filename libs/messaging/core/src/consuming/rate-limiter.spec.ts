import { VirtualClock, VirtualTimers } from '../testing';
import { RateLimiter } from './rate-limiter';

describe('RateLimiter', () => {
  function subject(perSecond: number) {
    const clock = new VirtualClock();
    const timers = new VirtualTimers(clock);
    const limiter = new RateLimiter(perSecond, clock, timers);
    const never = new AbortController().signal;
    const begun: number[] = [];
    const take = (count: number, signal = never): Promise<void> =>
      limiter.take(count, signal).then(() => void begun.push(clock.milliseconds()));
    return { begun, clock, take, timers };
  }

  it('lets the first begin at once and the others in turn, at the given rate', async () => {
    const { begun, take, timers } = subject(10);
    void take(10);
    void take(10);
    void take(5);
    void take(1);
    await timers.advance(10_000);

    expect(begun).toEqual([0, 1_000, 2_000, 2_500]);
  });

  it('accumulates no allowance while idle', async () => {
    const { begun, take, timers } = subject(10);
    await take(10);
    await timers.advance(60_000);
    void take(10);
    void take(10);
    await timers.advance(10_000);

    expect(begun).toEqual([0, 60_000, 61_000]);
  });

  it.each([
    ['back', -3_600_000],
    ['forward', 3_600_000],
  ])('keeps its rate when the wall clock is set %s by an hour', async (_direction, jump) => {
    const { begun, clock, take, timers } = subject(10);
    await take(10);
    clock.setForward(jump);
    void take(10);
    void take(10);
    await timers.advance(10_000);

    expect(begun).toEqual([0, 1_000, 2_000]);
  });

  it('ends the waiting when the signal is aborted', async () => {
    const { begun, take, timers } = subject(1);
    const stopping = new AbortController();
    await take(100);
    void take(1, stopping.signal);
    await timers.advance(1_000);
    stopping.abort();
    await timers.advance(1);

    expect(begun).toHaveLength(2);
  });
});
