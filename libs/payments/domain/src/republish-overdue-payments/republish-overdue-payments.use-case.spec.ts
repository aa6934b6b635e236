import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { VirtualClock } from '@decouple/messaging-core/testing';
import { InMemoryOverduePayments, InMemoryPaymentStore } from '../in-memory';
import { markQueued } from '../payment/payment-transitions';
import { anAcceptedPayment, messageOf } from '../testing';
import { DEFAULT_OVERDUE_RULE, overdueReason } from './overdue-rule';
import { RepublishOverduePayments } from './republish-overdue-payments.use-case';

const START = new Date('2026-11-22T10:00:00.000Z');

describe('RepublishOverduePayments', () => {
  function subject(startedAt: Date) {
    const clock = new VirtualClock(startedAt);
    const outbox = new InMemoryOutboxStore(clock);
    const payments = new InMemoryPaymentStore(outbox);
    const nudges: string[] = [];
    const overdue = new InMemoryOverduePayments(payments, outbox, clock);
    const useCase = new RepublishOverduePayments(overdue, DEFAULT_OVERDUE_RULE, () => nudges.push('nudge'));
    return { outbox, payments, nudges, useCase };
  }

  async function storeMany(payments: InMemoryPaymentStore, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const payment = anAcceptedPayment({ acceptedAt: START });
      await payments.add(payment, messageOf(payment));
    }
  }

  it('publishes nothing while every payment is in time', async () => {
    const { nudges, payments, useCase } = subject(new Date(START.getTime() + 299_999));
    await storeMany(payments, 1);

    expect(await useCase.execute()).toEqual([]);
    expect(nudges).toEqual([]);
  });

  it('tells every overdue payment again, in batches, and says why each is overdue', async () => {
    const { nudges, payments, useCase } = subject(new Date(START.getTime() + 300_000));
    await storeMany(payments, 450);
    const reemitted = await useCase.execute();

    expect(reemitted).toHaveLength(450);
    expect(new Set(reemitted.map(({ why }) => why))).toEqual(new Set(['not-handed-over']));
    expect(nudges).toHaveLength(3);
    expect(await useCase.execute()).toEqual([]);
  });
});

describe('overdueReason', () => {
  it('tells where a payment is stuck, as far as this side knows', () => {
    const accepted = anAcceptedPayment({ acceptedAt: START });
    const queued = markQueued(accepted, START);
    const reason = { code: 'handler-failed', detail: 'It failed.' };
    const delayed = { ...queued, state: { status: 'delayed', attempt: 1, nextAttemptAt: START, reason } } as const;

    expect([accepted, queued, delayed].map(overdueReason)).toEqual(['not-handed-over', 'no-answer', 'attempt-missed']);
  });
});
