import { checkInvariants, described, type Finding, INVARIANTS, type PaymentRow } from '@decouple/invariants';
import type { ChaosEvidence, ShownStatus } from './evidence';

export const CHAOS_INVARIANTS = {
  ...INVARIANTS,
  shown: 'the API shows what is stored',
  deadLetters: 'outages create no dead letters',
  alive: 'no process ends by itself',
} as const;

export type ChaosInvariant = keyof typeof CHAOS_INVARIANTS;
export type ChaosFinding = Finding<ChaosInvariant>;

const WITHOUT_OUTCOME: readonly string[] = ['accepted', 'queued'];

/** Returns every violation that the evidence shows. */
export function verdict(evidence: ChaosEvidence): ChaosFinding[] {
  const stored = new Map(evidence.payments.map((payment) => [payment.id, payment]));
  return [
    ...checkInvariants(evidence),
    ...evidence.shown.flatMap((status) => compareShown(status, stored.get(status.requestId))),
    ...evidence.deadLetters.map(({ database, messages, reason }): ChaosFinding => ({
      invariant: 'deadLetters',
      what: `${messages} in the ${database} database: ${reason}`,
    })),
    ...evidence.unexpectedExits.map((what): ChaosFinding => ({ invariant: 'alive', what })),
  ];
}

function compareShown(shown: ShownStatus, payment: PaymentRow | undefined): ChaosFinding[] {
  const possible = payment?.outcome ? [payment.outcome] : WITHOUT_OUTCOME;
  if (payment && possible.includes(shown.status) && payment.reasonCode === shown.reasonCode) return [];
  const what = `the API shows ${shown.status}, stored is ${payment === undefined ? 'nothing' : described(payment)}`;
  return [{ invariant: 'shown', requestId: shown.requestId, what }];
}
