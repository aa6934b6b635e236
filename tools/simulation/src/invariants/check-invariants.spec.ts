import type { DeliveryEvent } from '@decouple/messaging-core';
import { anAcceptedPayment } from '@decouple/payments-domain/testing';
import { applyOutcome, type Payment, type PaymentState } from '@decouple/payments-domain';
import type { LedgerEntry } from '@decouple/sales-domain';
import type { PlannedPayment } from '../scenario/planned-payment';
import { checkInvariants, INVARIANTS } from './check-invariants';
import type { Facts } from './facts';

const NOW = new Date('2026-11-22T10:00:00.000Z');

function ended(state: PaymentState, policyNumber: string): Payment {
  const accepted = anAcceptedPayment();
  const order = { ...accepted.order, policyNumber, customerId: `CUST-${policyNumber}` };
  return applyOutcome({ ...accepted, order }, state, NOW);
}

const recorded = ended({ status: 'recorded' }, 'POL-1');
const parked = ended({ status: 'parked', attempts: 8, reason: { code: 'broken', detail: 'It broke.' } }, 'POL-2');
const entry: LedgerEntry = { paymentId: recorded.id, decision: { outcome: 'recorded' }, decidedAt: NOW };

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
  decisions: [entry],
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
  unrest: [],
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
  ['clients are never told two stories', { complaints: ['A client saw it.'] }],
  [
    'every payment that was answered with 202 is stored as it was ordered',
    { promises: [{ ...SOUND.promises[0]!, order: dearer }] },
  ],
  ['every 202 ends as recorded, rejected or parked', { payments: [anAcceptedPayment(), ...SOUND.payments] }],
  ['nothing fails unseen', { failures: ['TypeError'] }],
  ['it all comes to rest', { unrest: ['The broker still holds messages.'] }],
  ['no answer of sales becomes a dead letter', { customerEvents: [deadAnswer] }],
  ['no payment is decided on twice', { decisions: [entry, entry] }],
  ['nothing is decided on that was not accepted', { decisions: [{ ...entry, paymentId: 'nobody' }] }],
  [
    'a month of a policy is paid once, in the currency of the policy',
    { payments: [...SOUND.payments, { ...recorded, id: 'another' }] },
  ],
  [
    'the totals are the sum of the recorded payments, to the cent',
    { totals: [{ ...SOUND.totals[0]!, minorUnits: SOUND.totals[0]!.minorUnits + 1n }] },
  ],
  ['both sides agree on the status of every payment', { entries: new Map() }],
  ['both sides agree on the status of every payment', { entries: new Map([...SOUND.entries, [parked.id, entry]]) }],
  [
    'trouble of the world costs no attempt and makes no dead letter',
    { deadLetters: new Set([recorded.id, parked.id]) },
  ],
  [
    'a payment that the broker refuses is parked for that reason, and kept',
    { plans: [planOf(parked, { kind: 'refused by the broker', times: 1 })], refused: new Set([parked.id]) },
  ],
  ['a payment is parked exactly if its handler fails for good', { plans: [planOf(parked, { kind: 'none' })] }],
];

describe('the invariants', () => {
  it('hold for a run that went well', () => {
    expect(checkInvariants(SOUND)).toEqual([]);
  });

  it.each(CORRUPTIONS)('"%s" breaks when it does not hold', (name, corruption) => {
    const broken = checkInvariants({ ...SOUND, ...corruption });

    expect(broken.map((invariant) => invariant.name)).toContain(name);
    expect(broken.every(({ violations }) => violations.length > 0)).toBe(true);
  });

  it('are all shown to break', () => {
    const shown = new Set(CORRUPTIONS.map(([name]) => name));
    expect(INVARIANTS.filter(({ name }) => !shown.has(name))).toEqual([]);
  });
});
