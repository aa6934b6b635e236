import Table from 'cli-table3';
import { type ParseResult, ratesOf } from '../benches/parse-result';
import { median, ratiosByRound } from '../measure/statistics';
import { fixed, whole } from './numbers';

const PLAIN = { style: { head: [], border: [] } };

/** Messages per second and core: each round, and what ours is to the others. */
export function parseReport(results: readonly ParseResult[]): string {
  const table = new Table({ ...PLAIN, head: ['work', 'contender', 'median/s', 'each round', 'ours / it'] });
  const seen = new Map(results.map(({ contender, work }) => [`${work} ${contender}`, { contender, work }]));
  for (const { contender, work } of seen.values()) {
    const rates = ratesOf(results, work, contender);
    const ratio = ratiosByRound(ratesOf(results, work, 'ours'), rates);
    const compared = contender === 'ours' || ratio.median === 0 ? '' : fixed(ratio.median, 2);
    table.push([work, contender, whole(median(rates)), rates.map(whole).join(' '), compared]);
  }
  return table.toString();
}
