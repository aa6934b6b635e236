import { aClient, aPayment } from '@decouple/invariants/testing';
import { soundChaosEvidence } from '../testing/evidence.builder';
import type { ChaosEvidence } from './evidence';
import { CHAOS_INVARIANTS, type ChaosInvariant, verdict } from './verdict';

interface Breach {
  readonly case: string;
  readonly invariants: readonly ChaosInvariant[];
  readonly changes: Partial<ChaosEvidence>;
}

const sound = soundChaosEvidence();

const BREACHES: readonly Breach[] = [
  {
    case: 'the API shows another status than the stored one',
    invariants: ['shown'],
    changes: { shown: [{ requestId: 'a', status: 'queued', reasonCode: null }] },
  },
  {
    case: 'the API shows a payment that is not stored',
    invariants: ['shown'],
    changes: { shown: [{ requestId: 'c', status: 'queued', reasonCode: null }] },
  },
  {
    case: 'the API shows an outcome before one is stored',
    invariants: ['ended', 'shown'],
    changes: {
      clients: [...sound.clients, aClient('c')],
      payments: [...sound.payments, aPayment('c', { outcome: null })],
      shown: [{ requestId: 'c', status: 'recorded', reasonCode: null }],
    },
  },
  {
    case: 'the totals that sales-worker shows count a payment twice',
    invariants: ['cents'],
    changes: {
      totals: {
        ...sound.totals,
        'shown by sales-worker': sound.totals.stored.map((total) => ({ ...total, payments: 2 })),
      },
    },
  },
  {
    case: 'an outage created a dead letter',
    invariants: ['deadLetters'],
    changes: { deadLetters: [{ database: 'sales', reason: 'handler-failed', messages: 1 }] },
  },
  {
    case: 'a process ended without being killed',
    invariants: ['alive'],
    changes: { unexpectedExits: ['sales-worker-1 ended with 1'] },
  },
];

describe('verdict', () => {
  const broken = (evidence: ChaosEvidence): ChaosInvariant[] =>
    [...new Set(verdict(evidence).map(({ invariant }) => invariant))].sort();

  it('returns nothing for a sound run', () => {
    expect(verdict(sound)).toEqual([]);
  });

  it.each(BREACHES)('reports that $case', ({ changes, invariants }) => {
    expect(broken(soundChaosEvidence(changes))).toEqual(invariants);
  });

  it('has a breach of every invariant of its own above', () => {
    const own = Object.keys(CHAOS_INVARIANTS).slice(-3);
    expect(BREACHES.flatMap(({ invariants }) => invariants)).toEqual(expect.arrayContaining(own));
  });
});
