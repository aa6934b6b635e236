import { Deferred, VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { AdaptivePollLimiter } from './adaptive-poll-limiter';
import { PollBackoff } from './poll-backoff';

function backoffWith(opened: Promise<void>) {
  const pauses: number[] = [];
  const stopping = new AbortController();
  const backoff = new PollBackoff({
    opened,
    limiter: new AdaptivePollLimiter(1, stopping.signal),
    randomness: { next: () => 0 },
    stopping: stopping.signal,
    monotonic: new VirtualClock(),
    timers: { sleep: async (milliseconds) => void pauses.push(milliseconds) },
  });
  return { backoff, pauses, stop: () => stopping.abort() };
}

describe('PollBackoff', () => {
  it('admits no poll before the source is started', async () => {
    const opened = new Deferred();
    const order: string[] = [];
    const passing = backoffWith(opened.promise)
      .backoff.beforePoll()
      .then(() => order.push('polled'));
    order.push('started');
    opened.resolve();
    await passing;

    expect(order).toEqual(['started', 'polled']);
  });

  it('does not delay polls that succeed', async () => {
    const { backoff, pauses } = backoffWith(Promise.resolve());
    await backoff.beforePoll();
    backoff.pollSucceeded(10, 10);
    await backoff.beforePoll();

    expect(pauses).toEqual([]);
  });

  it('doubles the pause with every failed poll, and resets it after a successful one', async () => {
    const { backoff, pauses } = backoffWith(Promise.resolve());
    for (let failure = 0; failure < 3; failure += 1) {
      await backoff.beforePoll();
      backoff.pollFailed();
    }
    await backoff.beforePoll();
    backoff.pollSucceeded(10, 10);
    await backoff.beforePoll();

    expect(pauses).toEqual([125, 250, 500]);
  });

  it('admits no poll while the source stops', async () => {
    const { backoff, stop } = backoffWith(Promise.resolve());
    stop();

    await expect(backoff.beforePoll()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('reports an outage after three consecutive failures, with the timestamp of the first', async () => {
    const { backoff } = backoffWith(Promise.resolve());
    const since: (number | undefined)[] = [];
    for (let failure = 0; failure < 3; failure += 1) {
      await backoff.beforePoll();
      backoff.pollFailed();
      since.push(backoff.pollsFailSince);
    }

    expect(since).toEqual([undefined, undefined, new VirtualClock().milliseconds()]);
  });

  describe('shared by many loops', () => {
    /** Runs loops whose polls end as `poll` says. @returns the number of polls within the virtual time */
    const pollsWithin = async (
      seconds: number,
      loops: number,
      poll: (backoff: PollBackoff) => void,
    ): Promise<number> => {
      const clock = new VirtualClock();
      const timers = new VirtualTimers(clock);
      const stopping = new AbortController();
      const backoff = new PollBackoff({
        opened: Promise.resolve(),
        limiter: new AdaptivePollLimiter(loops, stopping.signal),
        randomness: { next: () => 0 },
        stopping: stopping.signal,
        monotonic: clock,
        timers,
      });
      let polls = 0;
      const run = async (): Promise<void> => {
        for (;;) {
          await backoff.beforePoll();
          polls += 1;
          poll(backoff);
        }
      };
      const running = Array.from({ length: loops }, () => run().catch(() => undefined));
      await timers.advance(seconds * 1_000);
      stopping.abort();
      await Promise.all(running);
      return polls;
    };

    it.each([1, 2, 32])('limits %d loops to a few polls a minute while the broker refuses them', async (loops) => {
      const polls = await pollsWithin(60, loops, (backoff) => backoff.pollFailed());

      expect(polls).toBeGreaterThan(10);
      expect(polls).toBeLessThan(40);
    });

    it('polls slowly while messages cannot be deleted, however full the queue is', async () => {
      const polls = await pollsWithin(60, 32, (backoff) => {
        backoff.pollSucceeded(10, 10);
        backoff.deletionFailed();
      });

      expect(polls).toBeLessThan(40);
    });

    it('polls at full speed again when deletions succeed', async () => {
      let rounds = 0;
      const stop = new Error('enough');
      const polls = pollsWithin(60, 1, (backoff) => {
        rounds += 1;
        backoff.pollSucceeded(10, 10);
        if (rounds === 1) backoff.deletionFailed();
        else backoff.deletionSucceeded();
        if (rounds === 1_000) throw stop;
      });

      expect(await polls).toBe(1_000);
    });
  });
});
