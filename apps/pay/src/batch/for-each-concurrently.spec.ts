import { forEachConcurrently } from './for-each-concurrently';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('forEachConcurrently', () => {
  it('works on every item once, in order of beginning', async () => {
    const begun: number[] = [];
    await forEachConcurrently([1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      await turn();
    });

    expect(begun).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([
    [1, 1],
    [3, 3],
    [99, 10],
  ])('with limit %i runs at most %i at once', async (limit, most) => {
    let inHand = 0;
    let highest = 0;
    await forEachConcurrently(Array.from({ length: 10 }), limit, async () => {
      highest = Math.max(highest, (inHand += 1));
      await turn();
      inHand -= 1;
    });

    expect(highest).toBe(most);
  });

  it('resolves when there is nothing to do', async () => {
    await expect(forEachConcurrently([], 5, () => Promise.reject(new Error('never')))).resolves.toBeUndefined();
  });

  it('rejects with the first error, and begins nothing after it', async () => {
    const begun: number[] = [];
    const working = forEachConcurrently([1, 2, 3, 4, 5, 6], 2, async (item) => {
      begun.push(item);
      await turn();
      if (item === 2) throw new Error('two');
    });

    await expect(working).rejects.toThrow('two');
    for (let turns = 0; turns < 10; turns += 1) await turn();
    expect(begun).toEqual([1, 2, 3]);
  });
});
