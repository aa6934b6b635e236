import { ConcurrencyLimit } from './concurrency-limit';

const never = (): AbortSignal => new AbortController().signal;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('ConcurrencyLimit', () => {
  it('lets no more in at once than it says, and everybody in the end, in the order of their coming', async () => {
    const limit = new ConcurrencyLimit(3);
    const order: number[] = [];
    let inHand = 0;
    let most = 0;
    const work = async (number: number): Promise<void> => {
      const leave = await limit.enter(never());
      order.push(number);
      most = Math.max(most, (inHand += 1));
      await settled();
      inHand -= 1;
      leave();
    };
    await Promise.all(Array.from({ length: 20 }, (_, number) => work(number)));

    expect(most).toBe(3);
    expect(order).toEqual(Array.from({ length: 20 }, (_, number) => number));
  });

  it('gives a freed slot to the first waiter, never to a newcomer', async () => {
    const limit = new ConcurrencyLimit(1);
    const leave = await limit.enter(never());
    const entered: string[] = [];
    const waiting = limit.enter(never()).then(() => entered.push('waited'));
    leave();
    void limit.enter(never()).then(() => entered.push('slipped in'));
    await waiting;
    await settled();

    expect(entered).toEqual(['waited']);
  });

  it('takes a turn back once, however often it is given', async () => {
    const limit = new ConcurrencyLimit(1);
    const leave = await limit.enter(never());
    leave();
    leave();
    await limit.enter(never());
    let entered = false;
    void limit.enter(never()).then(() => (entered = true));
    await settled();

    expect(entered).toBe(false);
  });

  it.each(['before it waits', 'while it waits'])(
    'sends away whose signal is aborted %s, and keeps no turn for it',
    async (when) => {
      const limit = new ConcurrencyLimit(1);
      const leave = await limit.enter(never());
      const stopping = new AbortController();
      if (when === 'before it waits') stopping.abort();
      const sentAway = limit.enter(stopping.signal);
      stopping.abort();
      (await sentAway)();
      let entered = false;
      void limit.enter(never()).then(() => (entered = true));
      await settled();
      expect(entered).toBe(false);
      leave();
      await settled();

      expect(entered).toBe(true);
    },
  );
});
