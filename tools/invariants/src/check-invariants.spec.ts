import { checkInvariants, type Evidence } from './check-invariants';
import { centsOff } from './check-totals';
import { type Invariant, INVARIANTS } from './invariant';
import { aClient, aPayment, anEntry, soundEvidence } from './testing';

interface Breach {
  readonly case: string;
  readonly invariants: readonly Invariant[];
  readonly evidence: Evidence;
}

const sound = soundEvidence();
const [firstClient, secondClient] = sound.clients as [Evidence['clients'][0], Evidence['clients'][0]];
const [firstPayment, secondPayment] = sound.payments as [Evidence['payments'][0], Evidence['payments'][0]];
const [firstEntry, secondEntry] = sound.ledger as [Evidence['ledger'][0], Evidence['ledger'][0]];
const total = sound.totals['stored']![0]!;
const REJECTED = { outcome: 'rejected', reasonCode: 'period-already-paid' } as const;
const OTHER_MONTH = { billingPeriod: '2026-12' } as const;

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
    invariants: ['ended', 'onePayment', 'promised'],
    evidence: soundEvidence({
      payments: [...sound.payments, aPayment('c', { idempotencyKey: 'key of b', outcome: null })],
    }),
  },
  {
    case: 'an accepted payment is not stored',
    invariants: ['kept'],
    evidence: soundEvidence({ clients: [...sound.clients, aClient('c')] }),
  },
  {
    case: 'a payment gets no outcome and sales does not know it',
    invariants: ['ended'],
    evidence: soundEvidence({
      clients: [...sound.clients, aClient('c')],
      payments: [...sound.payments, aPayment('c', { outcome: null })],
    }),
  },
  {
    case: 'a payment stays delayed',
    invariants: ['ended'],
    evidence: soundEvidence({
      clients: [...sound.clients, aClient('c')],
      payments: [...sound.payments, aPayment('c', { outcome: 'delayed', reasonCode: 'handler-failed' })],
    }),
  },
  {
    case: 'the payment of a client that gave up gets no outcome',
    invariants: ['ended'],
    evidence: soundEvidence({
      clients: [...sound.clients, aClient('c', { requestIds: new Set(), mayGiveUp: true })],
      payments: [...sound.payments, aPayment('c', { outcome: null })],
    }),
  },
  {
    case: 'a payment is stored that no client requested',
    invariants: ['promised'],
    evidence: soundEvidence({
      payments: [...sound.payments, aPayment('c', REJECTED)],
      ledger: [...sound.ledger, anEntry('c', REJECTED)],
    }),
  },
  {
    case: 'a payment is stored whose client never received its id',
    invariants: ['promised'],
    evidence: soundEvidence({
      clients: [firstClient, secondClient, aClient('c', { requestIds: new Set(['a']) })],
      payments: [...sound.payments, aPayment('c', REJECTED)],
      ledger: [...sound.ledger, anEntry('c', REJECTED)],
    }),
  },
  {
    case: 'sales records a payment that customer-api does not know',
    invariants: ['promised'],
    evidence: soundEvidence({ ledger: [...sound.ledger, anEntry('c', OTHER_MONTH)] }),
  },
  {
    case: 'the amount changes on the way into the customer database',
    invariants: ['agreed', 'kept'],
    evidence: soundEvidence({ payments: [aPayment('a', { amountMinor: '4998' }), secondPayment] }),
  },
  {
    case: 'the payment method changes on the way into the customer database',
    invariants: ['kept'],
    evidence: soundEvidence({ payments: [aPayment('a', { payer: 'CUST-1001 card tok_other' }), secondPayment] }),
  },
  {
    case: 'a second order under a used key is answered with 202',
    invariants: ['kept'],
    evidence: soundEvidence({
      clients: [...sound.clients, aClient('a', { order: { ...firstClient.order, amountMinor: '1' } })],
    }),
  },
  {
    case: 'the amount changes on the way to sales',
    invariants: ['agreed'],
    evidence: soundEvidence({ ledger: [anEntry('a', { amountMinor: '4998' }), secondEntry] }),
  },
  {
    case: 'a payment is in the ledger twice',
    invariants: ['monthPaidOnce', 'recordedOnce'],
    evidence: soundEvidence({ ledger: [...sound.ledger, firstEntry] }),
  },
  {
    case: 'a rejection is in the ledger twice',
    invariants: ['recordedOnce'],
    evidence: soundEvidence({ ledger: [...sound.ledger, secondEntry] }),
  },
  {
    case: 'the ledger returns two decisions for a payment and keeps one',
    invariants: ['recordedOnce'],
    evidence: soundEvidence({ decisions: [...sound.ledger, anEntry('a', REJECTED)] }),
  },
  {
    case: 'the ledger returns a decision for an unknown payment',
    invariants: ['promised'],
    evidence: soundEvidence({ decisions: [...sound.ledger, anEntry('c', REJECTED)] }),
  },
  {
    case: 'the month of a policy is recorded for two payments in the ledger',
    invariants: ['agreed', 'monthPaidOnce'],
    evidence: soundEvidence({ ledger: [firstEntry, anEntry('b')] }),
  },
  {
    case: 'the month of a policy is recorded for two payments in the customer database',
    invariants: ['agreed', 'cents', 'monthPaidOnce'],
    evidence: soundEvidence({ payments: [firstPayment, aPayment('b')] }),
  },
  {
    case: 'a policy pays in two currencies',
    invariants: ['agreed', 'monthPaidOnce'],
    evidence: soundEvidence({ ledger: [firstEntry, anEntry('b', { ...OTHER_MONTH, currency: 'USD' })] }),
  },
  {
    case: 'customer-api shows a payment as recorded that sales does not know',
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
    case: 'a parked payment is in the ledger',
    invariants: ['agreed'],
    evidence: soundEvidence({ payments: [firstPayment, aPayment('b', { outcome: 'parked' })] }),
  },
  {
    case: 'a total is one cent off',
    invariants: ['cents'],
    evidence: soundEvidence({ totals: { stored: [{ ...total, amountMinor: '5000' }] } }),
  },
  {
    case: 'the totals of a second source count a payment twice',
    invariants: ['cents'],
    evidence: soundEvidence({ totals: { ...sound.totals, shown: [{ ...total, payments: 2 }] } }),
  },
  {
    case: 'a total is missing',
    invariants: ['cents'],
    evidence: soundEvidence({ totals: { stored: [] } }),
  },
  {
    case: 'a message stays in a queue',
    invariants: ['rest'],
    evidence: soundEvidence({ leftovers: { 'queue sales': 1 } }),
  },
  {
    case: 'a count of unfinished work cannot be read',
    invariants: ['rest'],
    evidence: soundEvidence({ leftovers: { 'queue sales': NaN } }),
  },
];

describe('checkInvariants', () => {
  const broken = (evidence: Evidence): Invariant[] =>
    [...new Set(checkInvariants(evidence).map(({ invariant }) => invariant))].sort();

  it('returns nothing for a sound run', () => {
    expect(checkInvariants(sound)).toEqual([]);
    expect(centsOff(sound, sound.totals['stored']!)).toBe(0n);
  });

  it('accepts a client that gives up, whether or not its payment was stored', () => {
    const gaveUp = (id: string) => aClient(id, { requestIds: new Set(), mayGiveUp: true });
    const evidence = soundEvidence({
      clients: [...sound.clients, gaveUp('c'), gaveUp('d')],
      payments: [...sound.payments, aPayment('c', REJECTED)],
      ledger: [...sound.ledger, anEntry('c', REJECTED)],
    });
    expect(checkInvariants(evidence)).toEqual([]);
  });

  it.each(BREACHES)('reports that $case', ({ evidence, invariants }) => {
    expect(broken(evidence)).toEqual(invariants);
  });

  it('has a breach of every invariant above', () => {
    expect(new Set(BREACHES.flatMap(({ invariants }) => invariants))).toEqual(new Set(Object.keys(INVARIANTS)));
  });
});

describe('centsOff', () => {
  it('adds up the absolute differences of all months', () => {
    const totals = [
      { ...total, amountMinor: '4990' },
      { ...total, ...OTHER_MONTH, amountMinor: '1' },
    ];
    expect(centsOff(sound, totals)).toBe(10n);
  });
});
