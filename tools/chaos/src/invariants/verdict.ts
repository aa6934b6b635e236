import { checkAgreement } from './check-agreement';
import { checkPromises } from './check-promises';
import { checkTotals } from './check-totals';
import type { Evidence } from './evidence';
import type { Finding } from './invariant';

/** Every way in which the evidence breaks an invariant. */
export function verdict(evidence: Evidence): Finding[] {
  return [
    ...checkPromises(evidence),
    ...checkAgreement(evidence),
    ...checkTotals(evidence),
    ...Object.entries(evidence.leftovers)
      .filter(([, count]) => count !== 0)
      .map(([place, count]): Finding => ({ invariant: 'rest', what: `${place}: ${count} left` })),
    ...evidence.deadLetters.map(({ database, letters, reason }): Finding => ({
      invariant: 'deadLetters',
      what: `${letters} in the ${database} database: ${reason}`,
    })),
    ...evidence.ownEnds.map((what): Finding => ({ invariant: 'alive', what })),
  ];
}
