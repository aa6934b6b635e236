import type { Evidence } from '../invariants/evidence';
import { type Finding, INVARIANTS } from '../invariants/invariant';

const MOST_DETAILS = 20;

/** What is wrong, with the rows of both sides where one payment is concerned. */
export function details(findings: readonly Finding[], { ledger, payments }: Evidence): string {
  const lines = findings.slice(0, MOST_DETAILS).flatMap(({ invariant, requestId, what }) => {
    const headline = `- ${requestId === undefined ? '' : `${requestId}: `}${what} (${INVARIANTS[invariant]})`;
    if (requestId === undefined) return [headline];
    return [
      headline,
      `    customer: ${JSON.stringify(payments.find(({ id }) => id === requestId) ?? 'no row')}`,
      `    sales:    ${JSON.stringify(ledger.find(({ paymentId }) => paymentId === requestId) ?? 'no row')}`,
    ];
  });
  const more = findings.length - MOST_DETAILS;
  return [...lines, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
}
