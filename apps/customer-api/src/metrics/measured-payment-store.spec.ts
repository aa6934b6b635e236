import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { applyOutcome, type Payment, type PaymentState } from '@decouple/payments-domain';
import { InMemoryPaymentStore } from '@decouple/payments-domain/in-memory';
import {
  changePayment,
  anAcceptedPayment,
  anOutcome,
  describePaymentStoreContract,
  messageOf,
} from '@decouple/payments-domain/testing';
import { Metrics } from '@decouple/platform';
import { parseExposition, valuesOf } from '@decouple/platform/testing';
import { MeasuredPaymentStore } from './measured-payment-store';
import { paymentMetrics } from './payment-metrics';

const clock = new VirtualClock();
const QUEUED_AT = new Date('2026-11-22T10:00:01.000Z');

describePaymentStoreContract('MeasuredPaymentStore', async () => {
  const outbox = new InMemoryOutboxStore(clock, {
    onSent: (messages) =>
      messages.forEach((message) => memory.settleNow(message, ({ sent }, payment) => sent(payment, QUEUED_AT))),
    onRefused: (entry) =>
      memory.settleNow(entry, ({ refused }, payment) => refused(payment, entry.attempts, QUEUED_AT)),
  });
  const memory = new InMemoryPaymentStore(outbox);
  const store = new MeasuredPaymentStore(memory, paymentMetrics(new Metrics()), clock);
  return { store, other: store, outbox, queuedAt: QUEUED_AT, close: async () => undefined };
});

describe('the critical time', () => {
  let metrics: Metrics;
  let store: MeasuredPaymentStore;
  let payment: Payment;

  beforeEach(async () => {
    metrics = new Metrics();
    const memory = new InMemoryPaymentStore(new InMemoryOutboxStore(clock));
    store = new MeasuredPaymentStore(memory, paymentMetrics(metrics), clock);
    payment = anAcceptedPayment({ acceptedAt: clock.now() });
    await store.add(payment, messageOf(payment));
  });

  const told = (state: PaymentState) =>
    changePayment(store, payment.id, (current) => applyOutcome(current, state, clock.now(), undefined));
  const measured = async (status: string) =>
    valuesOf(
      parseExposition(await metrics.text()),
      ['count', 'sum'].map((part) => [`decouple_payment_critical_time_seconds_${part}`, { status }] as const),
    );

  it('is measured once, from the acceptance to the final status', async () => {
    const timers = new VirtualTimers(clock);
    for (const status of ['delayed', 'parked', 'queued', 'rejected', 'recorded'] as const) {
      await timers.advance(1_500);
      await told(anOutcome(status));
    }

    expect(await measured('rejected')).toEqual([1, 6]);
    expect(await measured('recorded')).toEqual([0, 0]);
    for (const status of ['delayed', 'parked', 'queued'])
      expect(await measured(status)).toEqual([undefined, undefined]);
  });

  it('is 0 for a payment whose acceptance lies in the future of this clock', async () => {
    const ahead = anAcceptedPayment({
      id: '019400a0-0000-7000-8000-00000000000f',
      idempotencyKey: 'ahead',
      acceptedAt: new Date(clock.now().getTime() + 60_000),
    });
    await store.add(ahead, messageOf(ahead));
    await changePayment(store, ahead.id, (current) =>
      applyOutcome(current, anOutcome('recorded'), clock.now(), undefined),
    );

    expect(await measured('recorded')).toEqual([1, 0]);
  });

  it('is not measured for an answer that is rolled back', async () => {
    jest.spyOn(InMemoryPaymentStore.prototype, 'change').mockImplementationOnce(async (_id, change) => {
      change(payment);
      throw new Error('the commit failed');
    });

    await expect(told(anOutcome('recorded'))).rejects.toThrow('the commit failed');
    expect(await measured('recorded')).toEqual([0, 0]);
  });
});
