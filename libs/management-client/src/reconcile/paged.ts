import type { PageQuery } from '../documents';

/** Large enough to be quick, small enough for one answer. */
const PAGE_SIZE = 1_000;

/** Everything that a resource lists, in the order of the ids, one page in memory at a time. */
export async function* paged<Item>(
  read: (page: PageQuery) => Promise<readonly Item[]>,
  idOf: (item: Item) => string,
): AsyncGenerator<Item> {
  for (let after: string | undefined; ;) {
    const items = await read({ after, limit: PAGE_SIZE });
    yield* items;
    const last = items.at(-1);
    if (last === undefined || items.length < PAGE_SIZE) return;
    after = idOf(last);
  }
}
