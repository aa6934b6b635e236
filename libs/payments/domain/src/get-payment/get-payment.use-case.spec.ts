import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { SequentialIdGenerator, VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { AcceptPayment } from '../accept-payment/accept-payment.use-case';
import { InMemoryPaymentChangeNotifier } from '../in-memory/in-memory-payment-change-notifier';
import { InMemoryPaymentStore } from '../in-memory/in-memory-payment-store';
import type { Payment } from '../payment/payment';
import { PaymentNotFoundError } from '../payment/payment.errors';
import { applyOutcome, markQueued } from '../payment/payment-transitions';
import { changePayment } from '../testing/change-payment';
import { GetPayment, type GetPaymentInput } from './get-payment.use-case';

async function setUp() {
  const clock = new VirtualClock();
  const timers = new VirtualTimers(clock);
  let changes: InMemoryPaymentChangeNotifier | undefined;
  const store = new InMemoryPaymentStore(new InMemoryOutboxStore(clock), (id) => changes?.notify(id));
  changes = new InMemoryPaymentChangeNotifier(timers, async (id) => (await store.find('shop', id))?.version);
  const order = {
    policyNumber: 'POL-100001',
    customerId: 'CUST-1001',
    billingPeriod: '2026-11',
    amount: { minorUnits: 4999n, currency: 'EUR' },
    method: { type: 'card', token: 'tok_1' },
  } as const;
  const accept = new AcceptPayment(store, clock, new SequentialIdGenerator(), () => undefined);
  const { payment } = await accept.execute({ clientId: 'shop', idempotencyKey: 'key', order, trace: {} });
  const getPayment = new GetPayment(store, changes);
  const asked = (wait?: GetPaymentInput['wait'], signal = new AbortController().signal): Promise<Payment> =>
    getPayment.execute({ clientId: 'shop', requestId: payment.id, wait, signal });
  const queue = (): Promise<Payment | undefined> =>
    changePayment(store, payment.id, (current) => markQueued(current, clock.now()));
  const record = (): Promise<Payment | undefined> =>
    changePayment(store, payment.id, (current) => applyOutcome(current, { status: 'recorded' }, clock.now()));
  /** The answer if there is one as soon as everything is at rest. */
  const answered = async (answer: Promise<Payment>): Promise<Payment | undefined> => {
    let found: Payment | undefined;
    void answer.then((value) => (found = value));
    await timers.settled();
    return found;
  };
  return { answered, asked, getPayment, payment, queue, record, timers };
}

describe('GetPayment', () => {
  it('tells how the payment stands', async () => {
    const { asked, payment, queue } = await setUp();
    await expect(asked()).resolves.toEqual(payment);
    await queue();
    await expect(asked()).resolves.toMatchObject({ state: { status: 'queued' }, version: 2 });
  });

  it('knows neither an unknown payment nor that of another client, whether it waits or not', async () => {
    const { getPayment, payment, timers } = await setUp();
    const { signal } = new AbortController();
    for (const wait of [undefined, { milliseconds: 10_000 }]) {
      const unknown = { clientId: 'shop', requestId: '019400a0-0000-7000-8000-ffffffffffff', wait, signal };
      const foreign = { clientId: 'other shop', requestId: payment.id, wait, signal };
      await expect(getPayment.execute(unknown)).rejects.toThrow(PaymentNotFoundError);
      await expect(getPayment.execute(foreign)).rejects.toThrow(PaymentNotFoundError);
    }
    expect(timers.sleeping).toBe(0);
  });

  it('waits for the payment to change, and answers as soon as it does', async () => {
    const { answered, asked, queue, timers } = await setUp();
    const answer = asked({ milliseconds: 10_000 });
    await timers.advance(9_999);
    expect(await answered(answer)).toBeUndefined();
    await queue();
    expect(await answered(answer)).toMatchObject({ state: { status: 'queued' } });
    expect(timers.sleeping).toBe(0);
  });

  it('answers with what there is when nothing changes in time', async () => {
    const { answered, asked, payment, timers } = await setUp();
    const answer = asked({ milliseconds: 10_000 });
    await timers.advance(10_000);
    expect(await answered(answer)).toEqual(payment);
  });

  it('does not wait when the asker knows an older version', async () => {
    const { answered, asked, queue, timers } = await setUp();
    await queue();
    expect(await answered(asked({ milliseconds: 10_000, knownVersion: 1 }))).toMatchObject({ version: 2 });
    expect(timers.sleeping).toBe(0);
  });

  it('waits when the asker knows the current version', async () => {
    const { answered, asked, queue } = await setUp();
    await queue();
    const answer = asked({ milliseconds: 10_000, knownVersion: 2 });
    expect(await answered(answer)).toBeUndefined();
  });

  it('does not wait for a payment that is final', async () => {
    const { answered, asked, record, timers } = await setUp();
    await record();
    expect(await answered(asked({ milliseconds: 10_000, knownVersion: 2 }))).toMatchObject({
      state: { status: 'recorded' },
    });
    expect(timers.sleeping).toBe(0);
  });

  it('gives up waiting when the asker has gone', async () => {
    const { answered, asked, payment, timers } = await setUp();
    const controller = new AbortController();
    const answer = asked({ milliseconds: 10_000 }, controller.signal);
    expect(await answered(answer)).toBeUndefined();
    controller.abort();
    expect(await answered(answer)).toEqual(payment);
    expect(timers.sleeping).toBe(0);
  });

  it('wakes everybody who waits for the payment', async () => {
    const { answered, asked, record } = await setUp();
    const answers = [asked({ milliseconds: 10_000 }), asked({ milliseconds: 5_000 })];
    expect(await answered(answers[0]!)).toBeUndefined();
    await record();
    for (const answer of answers) expect(await answered(answer)).toMatchObject({ state: { status: 'recorded' } });
  });
});
