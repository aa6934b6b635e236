import {
  createMessage,
  parseMessage,
  PAYMENT_ACCEPTED_V2,
  PAYMENT_RECORDED_V1,
  PAYMENT_REJECTED_V1,
  type PaymentAcceptedV2,
} from '@decouple/contracts';
import { InfrastructureError, type OutgoingMessage } from '@decouple/messaging-core';
import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { InMemorySalesLedger } from '../in-memory/in-memory-sales-ledger';
import type { SalesLedger } from './sales-ledger.port';
import { RecordSale } from './record-sale.use-case';

const paymentId = (number: number): string => `019400a0-0000-7000-8000-${String(number).padStart(12, '0')}`;

const accepted = (number: number, data: Partial<PaymentAcceptedV2['data']> = {}): PaymentAcceptedV2 =>
  createMessage(
    PAYMENT_ACCEPTED_V2,
    {
      id: paymentId(number),
      source: '/decouple/customer-api',
      time: '2026-11-22T10:00:00.000Z',
      subject: paymentId(number),
      correlationid: paymentId(number),
    },
    {
      paymentId: paymentId(number),
      policyNumber: 'POL-100001',
      customerId: 'CUST-1001',
      billingPeriod: '2026-11',
      amount: { value: '4999', currency: 'EUR' },
      paymentMethod: { type: 'card' },
      acceptedAt: '2026-11-22T10:00:00.000Z',
      ...data,
    },
  );

function setUp(wrap: (ledger: SalesLedger) => SalesLedger = (ledger) => ledger) {
  const clock = new VirtualClock();
  const timers = new VirtualTimers(clock);
  const outbox = new InMemoryOutboxStore(clock);
  const ledger = new InMemorySalesLedger(outbox);
  const nudge = jest.fn();
  const recordSale = new RecordSale(wrap(ledger), clock, nudge);
  /** Takes all answers out of the outbox, as the relay does. */
  const relayed = async (): Promise<OutgoingMessage[]> => {
    const messages: OutgoingMessage[] = [];
    await outbox.relay(100, (entries) => {
      messages.push(...entries.map(({ attempts: _, ...message }) => message));
      return Promise.resolve(entries.map(() => ({ status: 'sent' as const })));
    });
    return messages;
  };
  return { clock, ledger, nudge, recordSale, relayed, timers };
}

describe('RecordSale', () => {
  it('records a payment, answers and has the answer relayed', async () => {
    const { clock, ledger, nudge, recordSale, relayed } = setUp();
    await expect(recordSale.execute(accepted(1))).resolves.toBe('done');
    await expect(ledger.find(paymentId(1))).resolves.toEqual({
      paymentId: paymentId(1),
      decision: { outcome: 'recorded' },
      decidedAt: clock.now(),
    });
    await expect(ledger.monthlyTotals()).resolves.toEqual([
      { billingPeriod: '2026-11', currency: 'EUR', payments: 1, minorUnits: 4999n },
    ]);
    const [answer, ...others] = await relayed();
    expect(others).toEqual([]);
    expect(answer).toMatchObject({ queue: 'payment-status', type: PAYMENT_RECORDED_V1 });
    expect(parseMessage(answer!.body)).toMatchObject({
      data: { paymentId: paymentId(1), recordedAt: clock.now().toISOString() },
    });
    expect(nudge).toHaveBeenCalledTimes(1);
  });

  it('takes a rejection for an answer like any other, and books nothing', async () => {
    const { ledger, nudge, recordSale, relayed } = setUp();
    await expect(recordSale.execute(accepted(1, { billingPeriod: '2040-01' }))).resolves.toBe('done');
    await expect(ledger.monthlyTotals()).resolves.toEqual([]);
    const [answer] = await relayed();
    expect(parseMessage(answer!.body)).toMatchObject({
      type: PAYMENT_REJECTED_V1,
      data: { paymentId: paymentId(1), reason: { code: 'period-out-of-range' } },
    });
    expect(nudge).toHaveBeenCalledTimes(1);
  });

  it('rejects a second payment for the same month', async () => {
    const { ledger, recordSale, relayed } = setUp();
    await recordSale.execute(accepted(1));
    await expect(recordSale.execute(accepted(2))).resolves.toBe('done');
    const [, answer] = await relayed();
    expect(parseMessage(answer!.body)).toMatchObject({ data: { reason: { code: 'period-already-paid' } } });
    await expect(ledger.monthlyTotals()).resolves.toMatchObject([{ payments: 1, minorUnits: 4999n }]);
  });

  it('records a payment once however often the message arrives, and replies the same each time', async () => {
    const { ledger, nudge, recordSale, relayed, timers } = setUp();
    await recordSale.execute(accepted(1));
    const [first] = await relayed();
    for (const day of [1, 2, 3]) {
      await timers.advance(day * 86_400_000);
      await expect(recordSale.execute(accepted(1))).resolves.toBe('duplicate');
      expect(await relayed()).toEqual([first]);
    }
    await expect(ledger.monthlyTotals()).resolves.toMatchObject([{ payments: 1, minorUnits: 4999n }]);
    expect(nudge).toHaveBeenCalledTimes(4);
  });

  it('does not reject a repeated payment because its own month is paid', async () => {
    const { ledger, recordSale } = setUp();
    await Promise.all([recordSale.execute(accepted(1)), recordSale.execute(accepted(1))]);
    await expect(ledger.find(paymentId(1))).resolves.toMatchObject({ decision: { outcome: 'recorded' } });
  });

  it('keeps a rejection also when its reason is gone later', async () => {
    const { ledger, recordSale } = setUp();
    await recordSale.execute(accepted(1));
    await recordSale.execute(accepted(2));
    await expect(recordSale.execute(accepted(2, { billingPeriod: '2026-12' }))).resolves.toBe('duplicate');
    await expect(ledger.find(paymentId(2))).resolves.toMatchObject({ decision: { outcome: 'rejected' } });
  });

  it('passes an outage of the ledger on, and does not nudge the relay', async () => {
    const outage = new InfrastructureError('sales database', 'ECONNREFUSED');
    const { nudge, recordSale } = setUp((ledger) => ({
      record: () => Promise.reject(outage),
      change: (id, decide) => ledger.change(id, decide),
      find: (id) => ledger.find(id),
      monthlyTotals: () => ledger.monthlyTotals(),
    }));
    await expect(recordSale.execute(accepted(1))).rejects.toBe(outage);
    expect(nudge).not.toHaveBeenCalled();
  });
});
