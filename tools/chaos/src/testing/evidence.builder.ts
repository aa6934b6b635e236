import { soundEvidence } from '@decouple/invariants/testing';
import type { ChaosEvidence } from '../invariants/evidence';

/** A sound run of two payments: one recorded, one rejected. */
export function soundChaosEvidence(changes: Partial<ChaosEvidence> = {}): ChaosEvidence {
  const sound = soundEvidence();
  const stored = sound.totals['stored'] ?? [];
  return {
    ...sound,
    totals: { stored, 'shown by sales-worker': stored },
    shown: [
      { requestId: 'a', status: 'recorded', reasonCode: null },
      { requestId: 'b', status: 'rejected', reasonCode: 'period-already-paid' },
    ],
    deadLetters: [],
    unexpectedExits: [],
    ...changes,
  };
}
