import type { DeliveryEvent } from '@decouple/messaging-core';
import { anAcceptedPayment } from '@decouple/payments-domain/testing';
import { applyOutcome, type Payment, type PaymentState } from '@decouple/payments-domain';
import type { LedgerEntry, Sale } from '@decouple/sales-domain';
import type { PlannedPayment } from '../scenario/planned-payment';
import { checkInvariants, INVARIANT_NAMES } from './check-invariants';
import type { Facts } from './facts';

const NOW = new Date('2026-11-22T10:00:00.000Z');

function ended(state: PaymentState, policyNumber: string): Payment {
  const accepted = anAcceptedPayment();
  const order = { ...accepted.order, policyNumber, customerId: `CUST-${policyNumber}` };
  return applyOutcome({ ...accepted, order }, state, NOW);
}

const recorded = ended({ status: 'recorded' }, 'POL-1');
const parked = ended({ status: 'parked', attempts: 8, reason: { code: 'broken', detail: 'It broke.' } }, 'POL-2');
const accepted = anAcceptedPayment();
const entry: LedgerEntry = { paymentId: recorded.id, decision: { outcome: 'recorded' }, decidedAt: NOW };

const sale: Sale = {
  ...{ paymentId: recorded.id, policyNumber: recorded.order.policyNumber, customerId: recorded.order.customerId },
  ...{ billingPeriod: recorded.order.billingPeriod, amount: recorded.order.amount, acceptedAt: NOW },
  paymentMethodType: recorded.order.method.type,
};
const decision = { sale, entry };

const planOf = ({ clientId, idempotencyKey, order }: Payment, trouble: PlannedPayment['trouble']): PlannedPayment => ({
  ...{ clientId, idempotencyKey, order, trouble },
  ...{ startsAfterMilliseconds: 0, maxTries: 1, repeats: false, otherOrder: undefined },
});

const SOUND: Facts = {
  plans: [planOf(recorded, { kind: 'none' }), planOf(parked, { kind: 'always fails' })],
  promises: [recorded, parked].map(({ clientId, id, idempotencyKey, order }) => ({
    ...{ clientId, idempotencyKey, order, requestId: id },
  })),
  complaints: [],
  payments: [recorded, parked],
  entries: new Map([[recorded.id, entry]]),
  decisions: [decision],
  totals: [
    {
      billingPeriod: recorded.order.billingPeriod,
      currency: recorded.order.amount.currency,
      payments: 1,
      minorUnits: recorded.order.amount.minorUnits,
    },
  ],
  deadLetters: new Set([parked.id]),
  refused: new Set(),
  customerEvents: [],
  salesEvents: [],
  failures: [],
  leftovers: { 'messages in the broker': 0 },
};

const dearer = { ...recorded.order, amount: { ...recorded.order.amount, minorUnits: 1n } };
const deadAnswer: DeliveryEvent = {
  kind: 'message-dead-lettered',
  queue: 'payment-status',
  type: 'sales.payment-recorded.v1',
  id: 'answer-1',
  reasonCode: 'payment-unknown',
  error: undefined,
};

const CORRUPTIONS: readonly [string, Partial<Facts>][] = [
  ['clients never see contradicting responses', { complaints: ['A client saw it.'] }],
  [
    'every payment that was answered with 202 is stored as requested',
    { promises: [{ ...SOUND.promises[0]!, order: dearer }] },
  ],
  ['every payment ends as recorded, rejected or parked', { payments: [anAcceptedPayment(), ...SOUND.payments] }],
  ['one idempotency key creates one payment', { payments: [...SOUND.payments, { ...parked, id: 'another' }] }],
  ['no background work fails unnoticed', { failures: ['TypeError'] }],
  ['the system comes to rest: outboxes and queues are empty', { leftovers: { 'messages in the broker': 1 } }],
  ['no outcome message becomes a dead letter', { customerEvents: [deadAnswer] }],
  ['no payment is recorded twice', { decisions: [decision, decision] }],
  [
    'nothing is stored or recorded that no client requested',
    { decisions: [decision, { sale, entry: { ...entry, paymentId: 'unknown' } }] },
  ],
  [
    'nothing is stored or recorded that no client requested',
    { plans: SOUND.plans.slice(1), promises: SOUND.promises.slice(1) },
  ],
  ['a policy pays each month once, in one currency', { payments: [...SOUND.payments, { ...recorded, id: 'another' }] }],
  [
    'the totals are the sum of the recorded payments, to the cent',
    { totals: [{ ...SOUND.totals[0]!, minorUnits: SOUND.totals[0]!.minorUnits + 1n }] },
  ],
  ['both services agree on every payment', { entries: new Map() }],
  ['both services agree on every payment', { entries: new Map([...SOUND.entries, [parked.id, entry]]) }],
  [
    'both services agree on every payment',
    { decisions: [{ entry, sale: { ...sale, amount: { ...sale.amount, minorUnits: 1n } } }] },
  ],
  ['a payment is parked exactly if its message is a dead letter', { deadLetters: new Set() }],
  [
    'a payment is parked exactly if its message is a dead letter',
    { payments: [...SOUND.payments, accepted], deadLetters: new Set([parked.id, accepted.id]) },
  ],
  ['outages use no attempt and create no dead letter', { deadLetters: new Set([recorded.id, parked.id]) }],
  [
    'a payment that the broker refuses is parked for that reason and has a dead letter',
    { plans: [planOf(parked, { kind: 'refused by the broker', times: 1 })], refused: new Set([parked.id]) },
  ],
  ['a payment is parked exactly if its handler fails permanently', { plans: [planOf(parked, { kind: 'none' })] }],
];

describe('the invariants', () => {
  it('hold for a sound run', () => {
    expect(checkInvariants(SOUND)).toEqual([]);
  });

  it.each(CORRUPTIONS)('"%s" is reported when it is violated', (name, corruption) => {
    const broken = checkInvariants({ ...SOUND, ...corruption });

    expect(broken.map((invariant) => invariant.name)).toContain(name);
    expect(broken.every(({ violations }) => violations.length > 0)).toBe(true);
  });

  it('are each violated by a case above', () => {
    const shown = new Set(CORRUPTIONS.map(([name]) => name));
    expect(INVARIANT_NAMES.filter((name) => !shown.has(name))).toEqual([]);
  });
});
