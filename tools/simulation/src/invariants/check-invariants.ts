import { ACCEPTANCE } from './acceptance';
import { AGREEMENT } from './agreement';
import type { Facts } from './facts';
import type { BrokenInvariant, Invariant } from './invariant';
import { LEDGER } from './ledger';

export const INVARIANTS: readonly Invariant[] = [...ACCEPTANCE, ...LEDGER, ...AGREEMENT];

export function checkInvariants(facts: Facts): BrokenInvariant[] {
  return INVARIANTS.map(({ name, violations }) => ({ name, violations: violations(facts) })).filter(
    ({ violations }) => violations.length > 0,
  );
}
