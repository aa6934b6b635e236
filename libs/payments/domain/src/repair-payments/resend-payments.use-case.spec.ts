import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { VirtualClock } from '@decouple/messaging-core/testing';
import { InMemoryPaymentRepairs, InMemoryPaymentStore } from '../in-memory';
import { applyOutcome, markQueued } from '../payment/payment-transitions';
import { changePayment, anAcceptedPayment, messageOf } from '../testing';
import { ResendPayments } from './resend-payments.use-case';

describe('ResendPayments', () => {
  async function subject(count: number) {
    const clock = new VirtualClock();
    const outbox = new InMemoryOutboxStore(clock);
    const payments = new InMemoryPaymentStore(outbox);
    const sent = async (): Promise<number> =>
      (await outbox.relay(1_000, async (entries) => entries.map(() => ({ status: 'sent' })))).sent;
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const payment = anAcceptedPayment();
      await payments.add(payment, messageOf(payment));
      await changePayment(payments, payment.id, (current) =>
        applyOutcome(markQueued(current, clock.now()), { status: 'recorded' }, clock.now()),
      );
      ids.push(payment.id);
    }
    await sent();
    const nudges: string[] = [];
    const repairs = new InMemoryPaymentRepairs(payments, outbox, clock);
    const useCase = new ResendPayments(repairs, clock, () => nudges.push('nudge'));
    const input = {
      payments: ids.map((id) => ({ id, status: 'recorded' as const })),
      operator: 'ada',
      reason: 'restored',
      dryRun: false,
    };
    return { input, nudges, outbox, sent, useCase };
  }

  it('resends ten payments per second by default, and nudges the relay', async () => {
    const { input, nudges, outbox, sent, useCase } = await subject(21);

    expect((await useCase.execute(input)).spreadSeconds).toBeCloseTo(2);
    expect(nudges).toHaveLength(1);
    expect(await sent()).toBe(1);
    expect((await outbox.backlog()).count).toBe(20);
  });

  it('resends at the rate that is asked for, and in a dry run nothing', async () => {
    const { input, nudges, outbox, useCase } = await subject(3);
    const preview = await useCase.execute({ ...input, paymentsPerSecond: 0.5, dryRun: true });

    expect(preview).toMatchObject({ repaired: input.payments.map(({ id }) => id), spreadSeconds: 4 });
    expect([nudges, (await outbox.backlog()).count]).toEqual([[], 0]);
    expect(await useCase.execute({ ...input, paymentsPerSecond: 0.5 })).toEqual(preview);
  });
});
