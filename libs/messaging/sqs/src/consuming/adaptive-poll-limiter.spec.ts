import { AdaptivePollLimiter, type PollOutcome } from './adaptive-poll-limiter';

function limiterOf(max: number) {
  const stopping = new AbortController();
  const limiter = new AdaptivePollLimiter(max, stopping.signal);
  let begun = 0;
  const want = (polls: number): void => {
    for (let poll = 0; poll < polls; poll += 1) void limiter.begin().then(() => (begun += 1));
  };
  const settled = async (): Promise<number> => {
    await Promise.resolve();
    return begun;
  };
  return { limiter, settled, stop: () => stopping.abort(), want };
}

describe('AdaptivePollLimiter', () => {
  /** Polls in flight after each of `outcomes`, while more polls wait. */
  const inFlightAfter = async (max: number, outcomes: readonly Exclude<PollOutcome, 'failed'>[]): Promise<number[]> => {
    const { limiter, settled, want } = limiterOf(max);
    want(1_000);
    const inFlight: number[] = [];
    for (const [ended, outcome] of outcomes.entries()) {
      limiter.ended(outcome);
      inFlight.push((await settled()) - ended - 1);
    }
    return inFlight;
  };
  const times = (count: number, outcome: 'full' | 'partial' | 'empty') => Array<typeof outcome>(count).fill(outcome);

  it.each(['empty', 'partial'] as const)('keeps two polls waiting for messages while polls are %s', async (outcome) => {
    const { limiter, settled, want } = limiterOf(32);
    want(32);
    expect(await settled()).toBe(2);
    for (let poll = 0; poll < 10; poll += 1) limiter.ended(outcome);

    expect(await settled()).toBe(12);
  });

  it('adds one poll for each round of full polls, up to all loops', async () => {
    const inFlight = await inFlightAfter(5, times(20, 'full'));

    expect(inFlight).toEqual([2, 2, 3, 3, 3, 4, 4, 4, 4, 4, ...Array<number>(10).fill(5)]);
  });

  it('takes back with each partial poll what a full one gave', async () => {
    const inFlight = await inFlightAfter(32, [...times(30, 'full'), ...times(30, 'partial')]);

    expect([inFlight[29], inFlight.at(-1)]).toEqual([8, 2]);
  });

  it('grows while most polls are full', async () => {
    const mixed = Array.from({ length: 60 }, (_, index) => (index % 3 === 2 ? 'partial' : 'full'));

    expect((await inFlightAfter(32, mixed)).at(-1)).toBeGreaterThan(5);
  });

  it('halves the limit with each empty poll', async () => {
    const { limiter, settled, want } = limiterOf(8);
    want(1_000);
    for (let poll = 0; poll < 60; poll += 1) limiter.ended('full');
    expect((await settled()) - 60).toBe(8);
    // Seven more end before another may begin.
    for (let poll = 0; poll < 4; poll += 1) limiter.ended('empty');
    expect((await settled()) - 60).toBe(8);
    for (let poll = 0; poll < 4; poll += 1) limiter.ended('empty');

    expect((await settled()) - 60).toBe(2 + 8);
  });

  it('falls to the minimum after a failed poll', async () => {
    const { limiter, settled, want } = limiterOf(32);
    want(1_000);
    for (let poll = 0; poll < 200; poll += 1) limiter.ended('full');
    const before = await settled();
    const inFlight = before - 200;
    for (let poll = 0; poll < inFlight; poll += 1) limiter.ended('failed');

    expect(inFlight).toBeGreaterThan(10);
    expect((await settled()) - before).toBe(2);
  });

  it('releases waiters when the source stops', async () => {
    const { settled, stop, want } = limiterOf(32);
    want(32);
    stop();

    expect(await settled()).toBe(32);
  });

  it('admits the only loop of a source', async () => {
    const { limiter, settled, want } = limiterOf(1);
    want(3);
    limiter.ended('empty');
    limiter.ended('full');

    expect(await settled()).toBe(3);
  });
});
