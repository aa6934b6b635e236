import { checkAgreement } from './check-agreement';
import { checkPromises, type PromiseEvidence } from './check-promises';
import { checkMonths, checkRecordedOnce } from './check-recorded-once';
import { checkRest } from './check-rest';
import { checkTotals, type TotalsEvidence } from './check-totals';
import type { LedgerRow, Leftovers } from './evidence';
import type { Finding } from './invariant';

export interface Evidence extends PromiseEvidence, TotalsEvidence {
  /** Every decision that the ledger returned as written, if they were observed. Default: the ledger's rows. */
  readonly decisions?: readonly LedgerRow[];
  readonly leftovers: Leftovers;
}

/** Returns every violation that the evidence shows. */
export function checkInvariants(evidence: Evidence): Finding[] {
  const { decisions = evidence.ledger, ledger, leftovers, payments } = evidence;
  return [
    ...checkPromises({ ...evidence, ledger: decisions }),
    ...checkAgreement(payments, ledger),
    ...checkRecordedOnce(decisions),
    ...checkMonths(payments),
    ...checkMonths(ledger),
    ...checkTotals(evidence),
    ...checkRest(leftovers),
  ];
}
