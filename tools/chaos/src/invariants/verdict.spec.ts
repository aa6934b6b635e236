import { aClient, aPayment, anEntry, soundEvidence } from '../testing/evidence.builder';
import { centsOff } from './check-totals';
import type { Evidence } from './evidence';
import { type Invariant, INVARIANTS } from './invariant';
import { verdict } from './verdict';

interface Breach {
  readonly case: string;
  readonly invariants: readonly Invariant[];
  readonly evidence: Evidence;
}

const sound = soundEvidence();
const [firstClient, secondClient] = sound.clients as [Evidence['clients'][0], Evidence['clients'][0]];
const [firstPayment, secondPayment] = sound.payments as [Evidence['payments'][0], Evidence['payments'][0]];
const [firstEntry, secondEntry] = sound.ledger as [Evidence['ledger'][0], Evidence['ledger'][0]];
const total = sound.totals.stored[0]!;
const REJECTED = { outcome: 'rejected', reasonCode: 'period-already-paid' } as const;

const BREACHES: readonly Breach[] = [
  {
    case: 'a client never gets an answer',
    invariants: ['answered'],
    evidence: soundEvidence({ clients: [...sound.clients, aClient('c', { requestIds: new Set() })] }),
  },
  {
    case: 'a client is refused without an outage',
    invariants: ['answered'],
    evidence: soundEvidence({ clients: [firstClient, aClient('b', { refusals: ['500 {}'] })] }),
  },
  {
    case: 'one key is answered with two ids',
    invariants: ['kept', 'onePayment'],
    evidence: soundEvidence({ clients: [aClient('a', { requestIds: new Set(['a', 'c']) }), secondClient] }),
  },
  {
    case: 'one key is stored twice',
    invariants: ['onePayment', 'promised', 'told'],
    evidence: soundEvidence({
      payments: [...sound.payments, aPayment('c', { idempotencyKey: 'key of b', outcome: null })],
      told: [...sound.told, { requestId: 'c', status: 'recorded', reasonCode: null }],
    }),
  },
  {
    case: 'an accepted payment is not stored',
    invariants: ['kept'],
    evidence: soundEvidence({ clients: [...sound.clients, aClient('c')] }),
  },
  {
    case: 'a payment has no end, and is nowhere in sight of sales',
    invariants: ['kept'],
    evidence: soundEvidence({
      clients: [...sound.clients, aClient('c')],
      payments: [...sound.payments, aPayment('c', { outcome: null })],
      told: [...sound.told, { requestId: 'c', status: 'queued', reasonCode: null }],
    }),
  },
  {
    case: 'a payment is delayed for ever',
    invariants: ['kept'],
    evidence: soundEvidence({
      clients: [...sound.clients, aClient('c')],
      payments: [...sound.payments, aPayment('c', { outcome: 'delayed', reasonCode: 'handler-failed' })],
    }),
  },
  {
    case: 'a payment is stored that no client asked for',
    invariants: ['promised'],
    evidence: soundEvidence({
      payments: [...sound.payments, aPayment('c', REJECTED)],
      ledger: [...sound.ledger, anEntry('c', REJECTED)],
    }),
  },
  {
    case: 'sales records what the customer side does not know',
    invariants: ['promised'],
    evidence: soundEvidence({ ledger: [...sound.ledger, anEntry('c', { billingPeriod: '2026-12' })] }),
  },
  {
    case: 'the amount is changed on the way into the customer database',
    invariants: ['agreed', 'promised'],
    evidence: soundEvidence({ payments: [aPayment('a', { amountMinor: '4998' }), secondPayment] }),
  },
  {
    case: 'the amount is changed on the way to sales',
    invariants: ['agreed'],
    evidence: soundEvidence({ ledger: [anEntry('a', { amountMinor: '4998' }), secondEntry] }),
  },
  {
    case: 'a payment is in the ledger twice',
    invariants: ['recordedOnce'],
    evidence: soundEvidence({ ledger: [...sound.ledger, firstEntry] }),
  },
  {
    case: 'the month of a policy is recorded for two payments',
    invariants: ['agreed', 'recordedOnce'],
    evidence: soundEvidence({ ledger: [firstEntry, anEntry('b')] }),
  },
  {
    case: 'the customer is told of a recording that sales does not know',
    invariants: ['agreed'],
    evidence: soundEvidence({ ledger: [secondEntry] }),
  },
  {
    case: 'the reasons of a rejection differ',
    invariants: ['agreed'],
    evidence: soundEvidence({
      ledger: [firstEntry, anEntry('b', { outcome: 'rejected', reasonCode: 'currency-mismatch' })],
    }),
  },
  {
    case: 'a parked payment is in the ledger all the same',
    invariants: ['agreed', 'told'],
    evidence: soundEvidence({ payments: [firstPayment, aPayment('b', { outcome: 'parked' })] }),
  },
  {
    case: 'the stored total is a cent off',
    invariants: ['cents'],
    evidence: soundEvidence({ totals: { ...sound.totals, stored: [{ ...total, amountMinor: '5000' }] } }),
  },
  {
    case: 'the total told counts a payment twice',
    invariants: ['cents'],
    evidence: soundEvidence({ totals: { ...sound.totals, told: [{ ...total, payments: 2 }] } }),
  },
  {
    case: 'a total is missing',
    invariants: ['cents'],
    evidence: soundEvidence({ totals: { ...sound.totals, stored: [] } }),
  },
  {
    case: 'the API tells another status than the stored one',
    invariants: ['told'],
    evidence: soundEvidence({ told: [{ requestId: 'a', status: 'queued', reasonCode: null }] }),
  },
  {
    case: 'something is left in a queue',
    invariants: ['rest'],
    evidence: soundEvidence({ leftovers: { 'queue sales': 1 } }),
  },
  {
    case: 'a look at what is left gave no figure',
    invariants: ['rest'],
    evidence: soundEvidence({ leftovers: { 'queue sales': NaN } }),
  },
  {
    case: 'an outage made a dead letter',
    invariants: ['deadLetters'],
    evidence: soundEvidence({ deadLetters: [{ database: 'sales', reason: 'handler-failed', letters: 1 }] }),
  },
  {
    case: 'a process ended without being killed',
    invariants: ['alive'],
    evidence: soundEvidence({ ownEnds: ['sales-worker-1 ended with 1'] }),
  },
];

describe('verdict', () => {
  const broken = (evidence: Evidence): Invariant[] =>
    [...new Set(verdict(evidence).map(({ invariant }) => invariant))].sort();

  it('finds nothing where nothing is wrong', () => {
    expect(verdict(sound)).toEqual([]);
    expect(centsOff(sound)).toBe(0n);
  });

  it.each(BREACHES)('sees that $case', ({ evidence, invariants }) => {
    expect(broken(evidence)).toEqual(invariants);
  });

  it('has a breach of every invariant above', () => {
    expect(new Set(BREACHES.flatMap(({ invariants }) => invariants))).toEqual(new Set(Object.keys(INVARIANTS)));
  });
});

describe('centsOff', () => {
  it('adds up what the months are off by, whatever the direction', () => {
    const stored = [
      { ...total, amountMinor: '4990' },
      { ...total, billingPeriod: '2026-12', amountMinor: '1' },
    ];
    expect(centsOff(soundEvidence({ totals: { stored, told: [] } }))).toBe(10n);
  });
});
