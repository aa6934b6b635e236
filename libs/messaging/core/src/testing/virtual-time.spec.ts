import * as fc from 'fast-check';
import { VirtualClock, VirtualTimers } from './virtual-time';

const START = new Date('2026-11-22T10:00:00.000Z');

function virtualTime() {
  const clock = new VirtualClock(START);
  const timers = new VirtualTimers(clock);
  const elapsed = (): number => clock.now().getTime() - START.getTime();
  return { clock, timers, elapsed };
}

describe('VirtualClock', () => {
  it('tells another time of day when it is set, and no other duration', async () => {
    const { clock, timers } = virtualTime();
    await timers.advance(10);
    clock.setForward(-3_600_000);
    await timers.advance(5);

    expect(clock.now().getTime() - START.getTime()).toBe(15 - 3_600_000);
    expect(clock.milliseconds()).toBe(15);
  });

  it('wakes sleepers after the same time when it is set meanwhile', async () => {
    const { clock, timers } = virtualTime();
    let awake = false;
    void timers.sleep(10).then(() => (awake = true));
    clock.setForward(60_000);
    await timers.advance(9);
    const early = awake;
    clock.setForward(-120_000);

    expect(timers.nextWakeUpAt).toEqual(new Date(clock.now().getTime() + 1));
    await timers.advance(1);
    expect([early, awake]).toEqual([false, true]);
  });
});

describe('VirtualTimers', () => {
  it('wakes no sleeper before time advances', async () => {
    const { timers } = virtualTime();
    let awake = false;
    void timers.sleep(0).then(() => (awake = true));
    await timers.settled();
    expect(awake).toBe(false);
    expect(timers.sleeping).toBe(1);
    await timers.advance(0);
    expect(awake).toBe(true);
    expect(timers.sleeping).toBe(0);
  });

  it('shows each sleeper the time it asked for, and stops at the time it was told', async () => {
    const { timers, elapsed } = virtualTime();
    const wokeAt: number[] = [];
    for (const milliseconds of [30, 10, 20]) void timers.sleep(milliseconds).then(() => wokeAt.push(elapsed()));
    await timers.advance(25);
    expect(wokeAt).toEqual([10, 20]);
    expect(elapsed()).toBe(25);
    await timers.advance(5);
    expect(wokeAt).toEqual([10, 20, 30]);
  });

  it('wakes sleepers of the same moment in the order in which they fell asleep', async () => {
    const { timers } = virtualTime();
    const order: string[] = [];
    for (const name of ['a', 'b', 'c']) void timers.sleep(5).then(() => order.push(name));
    await timers.advance(5);
    expect(order).toEqual(['a', 'b', 'c']);
  });

  it('lets everything that a wake-up sets in motion come to rest before the next one', async () => {
    const { timers } = virtualTime();
    const order: string[] = [];
    const work = async (name: string): Promise<void> => {
      await timers.sleep(5);
      for (let step = 0; step < 50; step += 1) await Promise.resolve();
      order.push(name);
    };
    void work('first');
    void timers.sleep(5).then(() => order.push('second'));
    await timers.advance(5);
    expect(order).toEqual(['first', 'second']);
  });

  it('wakes who falls asleep during an advance and is due within it', async () => {
    const { timers, elapsed } = virtualTime();
    const ticks: number[] = [];
    const tick = async (): Promise<void> => {
      for (;;) {
        await timers.sleep(10);
        ticks.push(elapsed());
      }
    };
    void tick();
    await timers.advance(35);
    expect(ticks).toEqual([10, 20, 30]);
  });

  it('wakes a sleeper at once when its signal is aborted, without time passing', async () => {
    const { timers, elapsed } = virtualTime();
    const controller = new AbortController();
    const sleep = timers.sleep(1_000, controller.signal);
    controller.abort();
    await sleep;
    expect(elapsed()).toBe(0);
    expect(timers.sleeping).toBe(0);
  });

  it('does not sleep when the signal is already aborted', async () => {
    const { timers } = virtualTime();
    await timers.sleep(1_000, AbortSignal.abort());
    expect(timers.sleeping).toBe(0);
  });

  it('leaves nothing on the signal of a sleeper that woke by itself', async () => {
    const { timers } = virtualTime();
    const { signal } = new AbortController();
    const removed = jest.spyOn(signal, 'removeEventListener');
    const sleep = timers.sleep(5, signal);
    await timers.advance(5);
    await sleep;
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it('rounds a fraction of a millisecond up, so that no sleeper wakes too early', async () => {
    const { timers, elapsed } = virtualTime();
    let wokeAt = -1;
    void timers.sleep(1.2).then(() => (wokeAt = elapsed()));
    await timers.advance(10);
    expect(wokeAt).toBe(2);
  });

  it('advances until a condition holds, and no further', async () => {
    const { timers, elapsed } = virtualTime();
    let done = false;
    void timers.sleep(70).then(() => (done = true));
    void timers.sleep(90);
    await timers.advanceUntil(() => done, 1_000);
    expect(elapsed()).toBe(70);
    expect(timers.nextWakeUpAt).toEqual(new Date(START.getTime() + 90));
  });

  it('fails when a condition does not come true in time', async () => {
    const { timers, elapsed } = virtualTime();
    await expect(timers.advanceUntil(() => false, 500)).rejects.toThrow('within 500 ms');
    expect(elapsed()).toBe(500);
  });

  it('refuses a loop that sleeps for no time instead of hanging', async () => {
    const { timers } = virtualTime();
    let turns = 0;
    const spin = async (): Promise<void> => {
      for (; turns < 200_000; turns += 1) await timers.sleep(0);
    };
    void spin();
    await expect(timers.advance(1)).rejects.toThrow('stands still');
    expect(turns).toBeLessThan(200_000);
  });

  it('refuses to be moved twice at once, backwards, or by something that is no number', async () => {
    const { timers, clock } = virtualTime();
    const first = timers.advance(10);
    await expect(timers.advance(10)).rejects.toThrow('already');
    await first;
    await expect(timers.advance(-1)).rejects.toThrow('backwards');
    await expect(timers.advance(NaN)).rejects.toThrow('backwards');
    expect(() => timers.sleep(NaN)).toThrow('NaN');
    expect(() => clock.moveTo(0)).toThrow('backwards');
  });

  it('never wakes a sleeper with an infinite duration', async () => {
    const { timers } = virtualTime();
    void timers.sleep(Infinity);
    await timers.advance(1_000_000_000);
    expect(timers.sleeping).toBe(1);
    expect(timers.nextWakeUpAt).toBeUndefined();
  });

  it('wakes any sleepers in the order of their times, then of falling asleep, however time is cut up', async () => {
    const naps = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 });
    const steps = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(naps, steps, async (milliseconds, cuts) => {
        const { timers, elapsed } = virtualTime();
        const woken: { index: number; at: number }[] = [];
        milliseconds.forEach((nap, index) => void timers.sleep(nap).then(() => woken.push({ index, at: elapsed() })));
        for (const cut of cuts) await timers.advance(cut);
        await timers.advance(50);
        const expected = milliseconds
          .map((at, index) => ({ index, at }))
          .sort((a, b) => a.at - b.at || a.index - b.index);
        expect(woken).toEqual(expected);
      }),
    );
  });
});
