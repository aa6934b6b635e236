import { type Finding, INVARIANTS as SHARED } from '@decouple/invariants';
import { checkSharedInvariants } from './evidence';
import type { Facts } from './facts';
import type { BrokenInvariant } from './invariant';
import { OWN_INVARIANTS } from './own-invariants';

// `answered` cannot break: simulated clients may give up.
const { answered: _answered, ...CHECKED } = SHARED;

export const INVARIANT_NAMES: readonly string[] = [
  ...Object.values(CHECKED),
  ...OWN_INVARIANTS.map(({ name }) => name),
];

export function checkInvariants(facts: Facts): BrokenInvariant[] {
  const findings = checkSharedInvariants(facts);
  const shared = Object.entries(SHARED).map(([invariant, name]) => ({
    name,
    violations: findings.filter((finding) => finding.invariant === invariant).map(sentence),
  }));
  const own = OWN_INVARIANTS.map(({ name, violations }) => ({ name, violations: violations(facts) }));
  return [...shared, ...own].filter(({ violations }) => violations.length > 0);
}

const sentence = ({ requestId, what }: Finding): string => `${requestId === undefined ? '' : `${requestId} `}${what}.`;
