import { MessageError, parseMessage } from '@decouple/contracts';
import { InfrastructureError, type OutgoingMessage } from '@decouple/messaging-core';
import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { SequentialIdGenerator, VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { InMemoryPaymentStore } from '../in-memory/in-memory-payment-store';
import type { PaymentOrder } from '../payment/payment';
import { IdempotencyKeyReusedError } from '../payment/payment.errors';
import { applyOutcome } from '../payment/payment-transitions';
import type { PaymentStore } from '../payment/payment-store.port';
import { changePayment } from '../testing/change-payment';
import { AcceptPayment, type AcceptPaymentInput } from './accept-payment.use-case';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const order: PaymentOrder = {
  policyNumber: 'POL-100001',
  customerId: 'CUST-1001',
  billingPeriod: '2026-11',
  amount: { minorUnits: 4999n, currency: 'EUR' },
  method: { type: 'card', token: 'tok_secret' },
};
const input: AcceptPaymentInput = {
  clientId: 'shop',
  idempotencyKey: 'key-1',
  order,
  trace: { traceparent: TRACEPARENT },
};

function setUp(wrap: (store: PaymentStore) => PaymentStore = (store) => store) {
  const clock = new VirtualClock();
  const timers = new VirtualTimers(clock);
  const outbox = new InMemoryOutboxStore(clock);
  const store = new InMemoryPaymentStore(outbox);
  const nudge = jest.fn();
  const acceptPayment = new AcceptPayment(wrap(store), clock, new SequentialIdGenerator(), nudge);
  const messages = async (): Promise<OutgoingMessage[]> => {
    const found: OutgoingMessage[] = [];
    await outbox.relay(100, (entries) => {
      found.push(...entries);
      return Promise.resolve(entries.map(() => ({ status: 'unavailable' as const, reason: 'down' })));
    });
    return found;
  };
  return { acceptPayment, clock, messages, nudge, store, timers };
}

describe('AcceptPayment', () => {
  it('stores a new payment with its message, and has it relayed', async () => {
    const { acceptPayment, clock, messages, nudge, store } = setUp();
    const { payment, replayed } = await acceptPayment.execute(input);
    expect(replayed).toBe(false);
    expect(payment).toMatchObject({ clientId: 'shop', idempotencyKey: 'key-1', order, state: { status: 'accepted' } });
    expect(payment.acceptedAt).toEqual(clock.now());
    expect(payment.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    await expect(store.find('shop', payment.id)).resolves.toEqual(payment);
    expect(await messages()).toHaveLength(1);
    expect(nudge).toHaveBeenCalledTimes(1);
  });

  it('tells sales what it needs, traced and correlated by the request id', async () => {
    const { acceptPayment, clock, messages } = setUp();
    const { payment } = await acceptPayment.execute(input);
    const [message] = await messages();
    expect(message).toMatchObject({
      queue: 'sales',
      source: '/decouple/customer-api',
      id: payment.id,
      groupId: 'CUST-1001',
    });
    expect(parseMessage(message!.body)).toMatchObject({
      id: payment.id,
      subject: payment.id,
      correlationid: payment.id,
      traceparent: TRACEPARENT,
      time: clock.now().toISOString(),
      data: {
        paymentId: payment.id,
        policyNumber: 'POL-100001',
        customerId: 'CUST-1001',
        billingPeriod: '2026-11',
        amount: { value: '4999', currency: 'EUR' },
        paymentMethodType: 'card',
        acceptedAt: clock.now().toISOString(),
      },
    });
  });

  it('never sends the token of the payment method, nor whose key it was', async () => {
    const { acceptPayment, messages } = setUp();
    await acceptPayment.execute(input);
    const [message] = await messages();
    for (const secret of ['tok_secret', 'key-1', 'shop']) expect(JSON.stringify(message)).not.toContain(secret);
  });

  it('answers a second payment with the same key by the first one, as it is now', async () => {
    const { acceptPayment, messages, nudge, store, timers } = setUp();
    const first = await acceptPayment.execute(input);
    await timers.advance(60_000);
    await changePayment(store, first.payment.id, (payment) =>
      applyOutcome(payment, { status: 'recorded' }, new Date(0)),
    );
    const second = await acceptPayment.execute({ ...input, order: structuredClone(order), trace: {} });
    expect(second.replayed).toBe(true);
    expect(second.payment).toMatchObject({ id: first.payment.id, state: { status: 'recorded' }, version: 2 });
    expect(second.payment.acceptedAt).toEqual(first.payment.acceptedAt);
    expect(await messages()).toHaveLength(1);
    expect(nudge).toHaveBeenCalledTimes(1);
  });

  it('refuses a key that stands for another order, and stores nothing', async () => {
    const { acceptPayment, messages, nudge, store } = setUp();
    const { payment } = await acceptPayment.execute(input);
    const other = { ...input, order: { ...order, amount: { minorUnits: 5000n, currency: 'EUR' } } };
    const error: unknown = await acceptPayment.execute(other).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(IdempotencyKeyReusedError);
    expect(error).toMatchObject({ requestId: payment.id });
    expect(await messages()).toHaveLength(1);
    expect(nudge).toHaveBeenCalledTimes(1);
    await expect(store.list({ clientId: 'shop', limit: 10 })).resolves.toHaveLength(1);
  });

  it('keeps the keys of two clients apart', async () => {
    const { acceptPayment } = setUp();
    const mine = await acceptPayment.execute(input);
    const theirs = await acceptPayment.execute({ ...input, clientId: 'other shop' });
    expect(theirs.replayed).toBe(false);
    expect(theirs.payment.id).not.toBe(mine.payment.id);
  });

  it('accepts one of many payments with one key that come at once, and answers all by it', async () => {
    const { acceptPayment, messages, nudge } = setUp();
    const results = await Promise.all(Array.from({ length: 20 }, () => acceptPayment.execute(input)));
    expect(new Set(results.map(({ payment }) => payment.id)).size).toBe(1);
    expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await messages()).toHaveLength(1);
    expect(nudge).toHaveBeenCalledTimes(1);
  });

  it('promises nothing for an order that is no valid message', async () => {
    const { acceptPayment, messages, nudge, store } = setUp();
    const free = { ...input, order: { ...order, amount: { minorUnits: 0n, currency: 'EUR' } } };
    await expect(acceptPayment.execute(free)).rejects.toThrow(MessageError);
    expect(await messages()).toEqual([]);
    expect(nudge).not.toHaveBeenCalled();
    await expect(store.list({ clientId: 'shop', limit: 10 })).resolves.toEqual([]);
  });

  it('passes an outage of the store on, and does not nudge the relay', async () => {
    const outage = new InfrastructureError('customer database', 'ECONNREFUSED');
    const { acceptPayment, nudge } = setUp((store) => ({
      add: () => Promise.reject(outage),
      find: (clientId, id) => store.find(clientId, id),
      list: (query) => store.list(query),
      change: (id, change) => store.change(id, change),
    }));
    await expect(acceptPayment.execute(input)).rejects.toBe(outage);
    expect(nudge).not.toHaveBeenCalled();
  });
});
