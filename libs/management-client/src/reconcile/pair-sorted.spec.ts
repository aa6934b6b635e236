import * as fc from 'fast-check';
import { pairSorted } from './pair-sorted';

async function* listed(ids: readonly string[]): AsyncGenerator<string> {
  yield* ids;
}

const self = (id: string): string => id;

describe('pairSorted', () => {
  it('pairs what both have, and shows alone what one of them has', async () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-d]{1,3}$/)).map((some) => [...some].sort());
    await fc.assert(
      fc.asyncProperty(ids, ids, async (lefts, rights) => {
        const pairs = [];
        for await (const pair of pairSorted(listed(lefts), self, listed(rights), self)) pairs.push(pair);
        const all = [...new Set([...lefts, ...rights])].sort();
        expect(pairs).toEqual(
          all.map((id) => ({
            id,
            left: lefts.includes(id) ? id : undefined,
            right: rights.includes(id) ? id : undefined,
          })),
        );
      }),
    );
  });
});
