import { AdaptivePollLimiter, type PollOutcome } from './adaptive-poll-limiter';

function demandOf(most: number) {
  const stopping = new AbortController();
  const demand = new AdaptivePollLimiter(most, stopping.signal);
  let begun = 0;
  /** As many polls as there are loops want to begin, and again after each that ended. */
  const want = (polls: number): void => {
    for (let poll = 0; poll < polls; poll += 1) void demand.begin().then(() => (begun += 1));
  };
  const settled = async (): Promise<number> => {
    await Promise.resolve();
    return begun;
  };
  return { demand, settled, stop: () => stopping.abort(), want };
}

describe('AdaptivePollLimiter', () => {
  /** Polls under way after each of `outcomes`, while ever more want to begin. */
  const underWayAfter = async (
    most: number,
    outcomes: readonly Exclude<PollOutcome, 'failed'>[],
  ): Promise<number[]> => {
    const { demand, settled, want } = demandOf(most);
    want(1_000);
    const underWay: number[] = [];
    for (const [ended, outcome] of outcomes.entries()) {
      demand.ended(outcome);
      underWay.push((await settled()) - ended - 1);
    }
    return underWay;
  };
  const times = (count: number, outcome: 'full' | 'partial' | 'empty') => Array<typeof outcome>(count).fill(outcome);

  it.each(['empty', 'partial'] as const)('lets two polls wait for messages when they are %s', async (outcome) => {
    const { demand, settled, want } = demandOf(32);
    want(32);
    expect(await settled()).toBe(2);
    for (let poll = 0; poll < 10; poll += 1) demand.ended(outcome);

    expect(await settled()).toBe(12);
  });

  it('lets one more poll with every round of full batches, up to all', async () => {
    const underWay = await underWayAfter(5, times(20, 'full'));

    expect(underWay).toEqual([2, 2, 3, 3, 3, 4, 4, 4, 4, 4, ...Array<number>(10).fill(5)]);
  });

  it('takes back with a batch that is not full what a full one gave', async () => {
    const underWay = await underWayAfter(32, [...times(30, 'full'), ...times(30, 'partial')]);

    expect([underWay[29], underWay.at(-1)]).toEqual([8, 2]);
  });

  it('grows while most batches are full', async () => {
    const mixed = Array.from({ length: 60 }, (_, index) => (index % 3 === 2 ? 'partial' : 'full'));

    expect((await underWayAfter(32, mixed)).at(-1)).toBeGreaterThan(5);
  });

  it('lets half of them poll with every batch that is empty', async () => {
    const { demand, settled, want } = demandOf(8);
    want(1_000);
    for (let poll = 0; poll < 60; poll += 1) demand.ended('full');
    expect((await settled()) - 60).toBe(8);
    // Seven more end before another may begin.
    for (let poll = 0; poll < 4; poll += 1) demand.ended('empty');
    expect((await settled()) - 60).toBe(8);
    for (let poll = 0; poll < 4; poll += 1) demand.ended('empty');

    expect((await settled()) - 60).toBe(2 + 8);
  });

  it('lets the fewest find out whether the broker works again when a poll has failed', async () => {
    const { demand, settled, want } = demandOf(32);
    want(1_000);
    for (let poll = 0; poll < 200; poll += 1) demand.ended('full');
    const before = await settled();
    const underWay = before - 200;
    for (let poll = 0; poll < underWay; poll += 1) demand.ended('failed');

    expect(underWay).toBeGreaterThan(10);
    expect((await settled()) - before).toBe(2);
  });

  it('lets nobody wait for a turn that will not come', async () => {
    const { settled, stop, want } = demandOf(32);
    want(32);
    stop();

    expect(await settled()).toBe(32);
  });

  it('lets the only loop of a source poll', async () => {
    const { demand, settled, want } = demandOf(1);
    want(3);
    demand.ended('empty');
    demand.ended('full');

    expect(await settled()).toBe(3);
  });
});
