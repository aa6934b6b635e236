import { PollDemand } from './poll-demand';

function demandOf(most: number) {
  const stopping = new AbortController();
  const demand = new PollDemand(most, stopping.signal);
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

describe('PollDemand', () => {
  it('lets two polls wait for messages when there are none', async () => {
    const { demand, settled, want } = demandOf(32);
    want(32);
    expect(await settled()).toBe(2);
    for (let poll = 0; poll < 10; poll += 1) demand.ended('not-full');

    expect(await settled()).toBe(12);
  });

  it('lets one more poll with every full batch, up to all', async () => {
    const { demand, settled, want } = demandOf(5);
    want(100);
    demand.ended('full');
    expect(await settled()).toBe(2 + 1 + 1);
    for (let poll = 0; poll < 10; poll += 1) demand.ended('full');

    // 5 are under way, 11 have ended.
    expect(await settled()).toBe(5 + 11);
  });

  it('lets one less poll with every batch that is not full', async () => {
    const { demand, settled, want } = demandOf(8);
    want(100);
    for (let poll = 0; poll < 6; poll += 1) demand.ended('full');
    const atMost = await settled();
    expect(atMost).toBe(8 + 6);
    for (let poll = 0; poll < 8; poll += 1) demand.ended('not-full');

    // 2 are under way, 14 have ended.
    expect(await settled()).toBe(2 + 14);
  });

  it('lets all loops find out for themselves when a poll fails', async () => {
    const { demand, settled, want } = demandOf(32);
    want(100);
    demand.ended('failed');

    expect(await settled()).toBe(32 + 1);
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
    demand.ended('not-full');
    demand.ended('full');

    expect(await settled()).toBe(3);
  });
});
