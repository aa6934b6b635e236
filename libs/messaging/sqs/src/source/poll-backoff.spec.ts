import { Deferred, VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { AdaptivePollLimiter } from './adaptive-poll-limiter';
import { PollBackoff } from './poll-backoff';
import { PollTrouble } from './poll-trouble';

function gateWith(opened: Promise<void>) {
  const pauses: number[] = [];
  const stopping = new AbortController();
  const demand = new AdaptivePollLimiter(1, stopping.signal);
  const gate = new PollBackoff({
    opened,
    demand,
    trouble: new PollTrouble({ next: () => 0 }),
    stopping: stopping.signal,
    monotonic: new VirtualClock(),
    timers: { sleep: async (milliseconds) => void pauses.push(milliseconds) },
  });
  return { gate, pauses, stop: () => stopping.abort() };
}

describe('PollBackoff', () => {
  it('lets nothing pass before it is opened', async () => {
    const opened = new Deferred();
    const order: string[] = [];
    const passing = gateWith(opened.promise)
      .gate.pass()
      .then(() => order.push('passed'));
    order.push('opening');
    opened.resolve();
    await passing;

    expect(order).toEqual(['opening', 'passed']);
  });

  it('does not slow down polls that succeed', async () => {
    const { gate, pauses } = gateWith(Promise.resolve());
    await gate.pass();
    gate.pollSucceeded(10, 10);
    await gate.pass();

    expect(pauses).toEqual([]);
  });

  it('slows down more with every poll that fails, and not at all after one that succeeds', async () => {
    const { gate, pauses } = gateWith(Promise.resolve());
    for (let failure = 0; failure < 3; failure += 1) {
      gate.pollFailed();
      await gate.pass();
    }
    gate.pollSucceeded(10, 10);
    await gate.pass();

    expect(pauses).toEqual([125, 250, 500]);
  });

  it('lets nothing pass any more when the source is stopping', async () => {
    const { gate, stop } = gateWith(Promise.resolve());
    stop();

    await expect(gate.pass()).rejects.toMatchObject({ name: 'AbortError' });
  });

  describe('of many loops that share a source', () => {
    /** Polls per loop of a source whose polls end as `poll` says, within so many seconds of virtual time. */
    const pollsWithin = async (
      seconds: number,
      loops: number,
      poll: (gate: PollBackoff, trouble: PollTrouble) => void,
    ): Promise<number> => {
      const clock = new VirtualClock();
      const timers = new VirtualTimers(clock);
      const stopping = new AbortController();
      const parts = {
        opened: Promise.resolve(),
        demand: new AdaptivePollLimiter(loops, stopping.signal),
        trouble: new PollTrouble({ next: () => 0 }),
        stopping: stopping.signal,
        monotonic: clock,
        timers,
      };
      let polls = 0;
      const run = async (gate: PollBackoff): Promise<void> => {
        for (;;) {
          await gate.pass();
          polls += 1;
          poll(gate, parts.trouble);
        }
      };
      const running = Array.from({ length: loops }, () => run(new PollBackoff(parts)).catch(() => undefined));
      await timers.advance(seconds * 1_000);
      stopping.abort();
      await Promise.all(running);
      return polls;
    };

    it.each([1, 2, 32])('%d loops poll a broker that refuses them a few times a minute', async (loops) => {
      const polls = await pollsWithin(60, loops, (gate) => gate.pollFailed());

      expect(polls).toBeGreaterThan(10);
      expect(polls).toBeLessThan(40);
    });

    it('messages that cannot be deleted are pulled slowly, however full the queue is', async () => {
      const polls = await pollsWithin(60, 32, (gate, trouble) => {
        gate.pollSucceeded(10, 10);
        trouble.deletionFailed();
      });

      expect(polls).toBeLessThan(40);
    });

    it('polls at full speed again when deletions succeed', async () => {
      let rounds = 0;
      const stop = new Error('enough');
      const polls = pollsWithin(60, 1, (gate, trouble) => {
        rounds += 1;
        gate.pollSucceeded(10, 10);
        if (rounds === 1) trouble.deletionFailed();
        else trouble.deletionSucceeded();
        if (rounds === 1_000) throw stop;
      });

      expect(await polls).toBe(1_000);
    });
  });
});
