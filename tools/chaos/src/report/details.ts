import type { ChaosEvidence } from '../invariants/evidence';
import { CHAOS_INVARIANTS, type ChaosFinding } from '../invariants/verdict';

const MAX_DETAILS = 20;

/** Lists violations, with the rows of both services if they concern one payment. */
export function details(findings: readonly ChaosFinding[], { ledger, payments }: ChaosEvidence): string {
  const lines = findings.slice(0, MAX_DETAILS).flatMap(({ invariant, requestId, what }) => {
    const headline = `- ${requestId === undefined ? '' : `${requestId}: `}${what} (${CHAOS_INVARIANTS[invariant]})`;
    if (requestId === undefined) return [headline];
    return [
      headline,
      `    customer: ${JSON.stringify(payments.find(({ id }) => id === requestId) ?? 'no row')}`,
      `    sales:    ${JSON.stringify(ledger.find(({ paymentId }) => paymentId === requestId) ?? 'no row')}`,
    ];
  });
  const more = findings.length - MAX_DETAILS;
  return [...lines, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
}
