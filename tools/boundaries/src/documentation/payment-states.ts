import {
  acceptedPayment,
  applyOutcome,
  isFinal,
  markQueued,
  parkRefused,
  type Payment,
  type PaymentState,
} from '@decouple/payments-domain';

const START = new Date('2026-11-22T10:00:00Z');
const LATER = new Date('2026-11-22T10:01:00Z');
const LATEST = new Date('2026-11-22T10:02:00Z');
const reason = { code: 'example', detail: 'An example.' };

const ACCEPTED = acceptedPayment({
  id: '019ab000-0000-7000-8000-000000000001',
  clientId: 'client',
  idempotencyKey: 'key',
  acceptedAt: START,
  order: {
    policyNumber: 'POL-100001',
    customerId: 'CUST-1001',
    billingPeriod: '2026-11',
    amount: { minorUnits: 4_999n, currency: 'EUR' },
    method: { type: 'card', token: 'tok_4f9a' },
  },
});

const OUTCOMES: readonly (readonly [label: string, outcome: PaymentState])[] = [
  ['redriven', { status: 'queued' }],
  ['retry announced', { status: 'delayed', attempt: 1, nextAttemptAt: LATEST, reason }],
  ['retries exhausted', { status: 'parked', attempts: 8, reason }],
  ['reply', { status: 'recorded' }],
  ['reply', { status: 'rejected', reason }],
];

type Change = (payment: Payment) => Payment;

const CHANGES: readonly (readonly [label: string, change: Change])[] = [
  ['sent', (payment) => markQueued(payment, LATEST)],
  ['refused by SQS', (payment) => parkRefused(payment, 1, LATEST)],
  ...OUTCOMES.map(([label, outcome]): [string, Change] => [label, (payment) => applyOutcome(payment, outcome, LATEST)]),
];

/** One payment in each state, and one that is parked because SQS refused its message, which may be sent again. */
const PAYMENTS: readonly Payment[] = [
  ACCEPTED,
  ...OUTCOMES.map(([, outcome]) => applyOutcome(ACCEPTED, outcome, LATER)),
  parkRefused(ACCEPTED, 1, LATER),
];

/** Every change of status that the domain allows, found by running its functions, as a Mermaid state diagram. */
export function paymentStates(): string {
  const labels = new Map<string, Set<string>>();
  for (const payment of PAYMENTS) {
    for (const [label, change] of CHANGES) {
      const [from, to] = [payment.state.status, change(payment).state.status];
      if (from === to) continue;
      const arrow = `${from} --> ${to}`;
      labels.set(arrow, (labels.get(arrow) ?? new Set()).add(label));
    }
  }
  const arrows = [...labels].map(([arrow, names]) => `  ${arrow}: ${[...names].sort().join(', ')}`);
  const ends = PAYMENTS.filter(isFinal).map(({ state }) => `  ${state.status} --> [*]`);
  return ['stateDiagram-v2', '  [*] --> accepted', ...arrows, ...ends].join('\n');
}
