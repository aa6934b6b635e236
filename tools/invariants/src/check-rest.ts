import type { Leftovers } from './evidence';
import type { Finding } from './invariant';

/** A count that could not be read is NaN and counts as unfinished. */
export function checkRest(leftovers: Leftovers): Finding[] {
  return Object.entries(leftovers)
    .filter(([, count]) => count !== 0)
    .map(([place, count]): Finding => ({ invariant: 'rest', what: `${place}: ${count} left` }));
}
