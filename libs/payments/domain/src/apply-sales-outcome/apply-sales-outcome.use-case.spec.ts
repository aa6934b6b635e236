import * as fc from 'fast-check';
import {
  createMessage,
  PAYMENT_DELAYED_V1,
  PAYMENT_PARKED_V1,
  PAYMENT_RECORDED_V1,
  PAYMENT_REDRIVEN_V1,
  PAYMENT_REJECTED_V1,
  type SalesOutcome,
} from '@decouple/contracts';
import { InfrastructureError, PermanentError } from '@decouple/messaging-core';
import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { SequentialIdGenerator, VirtualClock } from '@decouple/messaging-core/testing';
import { AcceptPayment } from '../accept-payment/accept-payment.use-case';
import { InMemoryPaymentStore } from '../in-memory/in-memory-payment-store';
import type { Payment } from '../payment/payment';
import type { PaymentStore } from '../payment/payment-store.port';
import { ApplySalesOutcome, type Contradiction } from './apply-sales-outcome.use-case';

const PAYMENT_ID = '019400a0-0000-7000-8000-000000000001';
const time = (second: number): string => new Date(Date.UTC(2026, 10, 22, 11, 0, second)).toISOString();
const head = (fact: string, second: number) => ({
  id: `${PAYMENT_ID}:${fact}`,
  source: '/decouple/sales-worker',
  time: time(second),
  subject: PAYMENT_ID,
});
const reason = { code: 'handler-failed', detail: 'It failed.' };
const paymentId = PAYMENT_ID;

const recorded = (second: number): SalesOutcome =>
  createMessage(PAYMENT_RECORDED_V1, head('recorded', second), { paymentId, recordedAt: time(second) });
const rejected = (second: number): SalesOutcome =>
  createMessage(PAYMENT_REJECTED_V1, head('rejected', second), { paymentId, reason, rejectedAt: time(second) });
const delayed = (second: number, attempt = 1): SalesOutcome =>
  createMessage(PAYMENT_DELAYED_V1, head(`delayed:${second}`, second), {
    paymentId,
    attempt,
    nextAttemptAt: time(second + 10),
    reason,
    delayedAt: time(second),
  });
const parked = (second: number): SalesOutcome =>
  createMessage(PAYMENT_PARKED_V1, head(`parked:${second}`, second), {
    paymentId,
    attempts: 8,
    reason,
    parkedAt: time(second),
  });
const redriven = (second: number): SalesOutcome =>
  createMessage(PAYMENT_REDRIVEN_V1, head(`redriven:${second}`, second), { paymentId, redrivenAt: time(second) });

async function setUp(wrap: (store: PaymentStore) => PaymentStore = (store) => store) {
  const clock = new VirtualClock(new Date(time(0)));
  const store = new InMemoryPaymentStore(new InMemoryOutboxStore(clock));
  const order = {
    policyNumber: 'POL-100001',
    customerId: 'CUST-1001',
    billingPeriod: '2026-11',
    amount: { minorUnits: 4999n, currency: 'EUR' },
    method: { type: 'card', token: 'tok_1' },
  } as const;
  const accept = new AcceptPayment(store, clock, new SequentialIdGenerator(), () => undefined);
  await accept.execute({ clientId: 'shop', idempotencyKey: 'key', order, trace: {} });
  const contradictions: Contradiction[] = [];
  const apply = new ApplySalesOutcome(wrap(store), clock, (contradiction) => contradictions.push(contradiction));
  const payment = async (): Promise<Payment> => (await store.find('shop', PAYMENT_ID))!;
  return { apply, clock, payment, store, contradictions };
}

/** The same announcement with its place in the order of all; JSON may say null where it says nothing. */
const inOrder = (outcome: SalesOutcome, sequence: number | null): SalesOutcome =>
  ({ ...outcome, data: { ...outcome.data, sequence } }) as SalesOutcome;

const meantFor = (destination: string, outcome: SalesOutcome): SalesOutcome =>
  ({ ...outcome, destination }) as SalesOutcome;

describe('ApplySalesOutcome', () => {
  it('keeps the final status when a restored ledger replies differently, and reports it', async () => {
    const { apply, contradictions, payment } = await setUp();
    await apply.execute(recorded(1));
    expect(await apply.execute(recorded(2))).toBe('duplicate');
    expect(await apply.execute(delayed(3))).toBe('duplicate');
    expect(contradictions).toEqual([]);

    expect(await apply.execute(rejected(4))).toBe('duplicate');
    expect((await payment()).state).toEqual({ status: 'recorded' });
    expect(contradictions).toEqual([{ requestId: PAYMENT_ID, told: 'recorded', answered: 'rejected' }]);
  });

  it.each([recorded(5), rejected(5), delayed(5), parked(5), redriven(5)])(
    'ignores $type that is meant for another sender, even of a payment that is known here',
    async (outcome) => {
      const { apply, payment } = await setUp();
      const before = await payment();
      expect(await apply.execute(meantFor('/other-team/shop', outcome))).toBe('ignored');
      expect(await payment()).toEqual(before);
    },
  );

  it('ignores a reply to another sender about a payment that is not known here', async () => {
    const { apply } = await setUp();
    const data = { paymentId: '019400a0-0000-7000-8000-000000000009', recordedAt: time(5) };
    const outcome = createMessage(PAYMENT_RECORDED_V1, head('recorded', 5), data);
    expect(await apply.execute(meantFor('/other-team/shop', outcome))).toBe('ignored');
    await expect(apply.execute(meantFor('/decouple/customer-api', outcome))).rejects.toThrow(PermanentError);
    await expect(apply.execute(outcome)).rejects.toThrow(PermanentError);
  });

  it('applies a reply that is meant for this service', async () => {
    const { apply, payment } = await setUp();
    expect(await apply.execute(meantFor('/decouple/customer-api', recorded(5)))).toBe('done');
    expect((await payment()).state).toEqual({ status: 'recorded' });
  });

  it('tells a readable story under any skew of the clocks of sales and of this service', async () => {
    const hours = fc.integer({ min: -5 * 3_600, max: 5 * 3_600 });
    const answer = fc.record({ make: fc.constantFrom(delayed, parked, redriven, recorded), own: hours, sales: hours });
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 12 }), async (answers) => {
        const { apply, clock, payment } = await setUp();
        for (const [index, { make, own, sales }] of answers.entries()) {
          // What each clock says at this moment has nothing to do with what it said before.
          clock.setForward(own * 1_000);
          await apply.execute(make === recorded ? recorded(sales) : inOrder(make(sales), index + 1));
          const { state, timeline } = await payment();
          const times = timeline.map(({ at }) => at.getTime());

          expect(times).toEqual([...times].sort((one, other) => one - other));
          if (state.status === 'delayed') expect(state.nextAttemptAt).toEqual(new Date(clock.now().getTime() + 10_000));
          if (state.status === 'recorded') break;
        }
      }),
    );
  });

  it.each([delayed, parked, redriven])('orders announcement %# by its sequence, not by its time', async (announced) => {
    const { apply, payment } = await setUp();
    expect(await apply.execute(inOrder(delayed(50), 7))).toBe('done');
    expect(await apply.execute(inOrder(announced(60), 6))).toBe('duplicate');
    expect(await apply.execute(inOrder(announced(5), 8))).toBe('done');
    expect(await payment()).toMatchObject({ outcomeSequence: 8 });
    expect(await apply.execute(inOrder(announced(4), null))).toBe('duplicate');
  });

  it.each<[SalesOutcome, Payment['state']]>([
    [recorded(5), { status: 'recorded' }],
    [rejected(5), { status: 'rejected', reason }],
    [delayed(5, 3), { status: 'delayed', attempt: 3, nextAttemptAt: new Date(time(10)), reason }],
    [parked(5), { status: 'parked', attempts: 8, reason }],
    [redriven(5), { status: 'queued' }],
  ])('moves the payment by $type', async (outcome, state) => {
    const { apply, payment } = await setUp();
    await expect(apply.execute(outcome)).resolves.toBe('done');
    // Strictly: what is stored is plain data, not an instance of a contract class.
    expect((await payment()).state).toStrictEqual(state);
    expect((await payment()).outcomeAt).toEqual(new Date(time(5)));
  });

  it.each([recorded(5), rejected(5), delayed(5), parked(5), redriven(5)])(
    'takes $type told again for a duplicate',
    async (outcome) => {
      const { apply, payment } = await setUp();
      await apply.execute(outcome);
      const before = await payment();
      await expect(apply.execute(outcome)).resolves.toBe('duplicate');
      expect(await payment()).toBe(before);
    },
  );

  it('takes an answer that was overtaken for a duplicate', async () => {
    const { apply, payment } = await setUp();
    await apply.execute(delayed(20, 2));
    await expect(apply.execute(delayed(10, 1))).resolves.toBe('duplicate');
    expect(await payment()).toMatchObject({ state: { status: 'delayed', attempt: 2 }, version: 2 });
  });

  it('takes whatever comes after a final answer for a duplicate', async () => {
    const { apply, payment } = await setUp();
    await apply.execute(recorded(5));
    for (const outcome of [rejected(9), delayed(9), parked(9), redriven(9)]) {
      await expect(apply.execute(outcome)).resolves.toBe('duplicate');
    }
    expect((await payment()).state).toEqual({ status: 'recorded' });
  });

  it('refuses for good an answer to a payment that was never accepted here', async () => {
    const { clock, store } = await setUp();
    const unknown: PaymentStore = {
      add: (payment, message) => store.add(payment, message),
      find: (clientId, id) => store.find(clientId, id),
      list: (query) => store.list(query),
      change: () => Promise.resolve(undefined),
    };
    const apply = new ApplySalesOutcome(unknown, clock);
    const error: unknown = await apply.execute(recorded(5)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PermanentError);
    expect(error).toMatchObject({ code: 'payment-unknown' });
  });

  it('judges by the last call when the store makes the change more than once', async () => {
    const repeating = (store: PaymentStore): PaymentStore => ({
      add: (payment, message) => store.add(payment, message),
      find: (clientId, id) => store.find(clientId, id),
      list: (query) => store.list(query),
      change: async (id, change) => {
        // The first result is dropped, and the change is made again on the payment as it is now.
        const stale = (await store.find('shop', id))!;
        await store.change(id, change);
        change(stale);
        return store.change(id, change);
      },
    });
    const { apply, payment } = await setUp(repeating);
    await expect(apply.execute(recorded(5))).resolves.toBe('duplicate');
    expect(await payment()).toMatchObject({ state: { status: 'recorded' }, version: 2 });
  });

  it('lets an outage of the store through', async () => {
    const outage = new InfrastructureError('customer database', 'ECONNREFUSED');
    const { apply } = await setUp((store) => ({
      add: (payment, message) => store.add(payment, message),
      find: (clientId, id) => store.find(clientId, id),
      list: (query) => store.list(query),
      change: () => Promise.reject(outage),
    }));
    await expect(apply.execute(recorded(5))).rejects.toBe(outage);
  });

  it('ends with the final answer, in whatever order and however often the answers come', async () => {
    const answers = [delayed(1, 1), delayed(2, 2), parked(3), redriven(4), delayed(5, 1), recorded(6)];
    const orders = fc.shuffledSubarray([...answers, ...answers], { minLength: 12 });
    await fc.assert(
      fc.asyncProperty(orders, async (told) => {
        const { apply, payment } = await setUp();
        const results = [];
        for (const outcome of told) results.push(await apply.execute(outcome));
        const { state, version } = await payment();
        expect(state).toEqual({ status: 'recorded' });
        expect(version).toBe(1 + results.filter((result) => result === 'done').length);
      }),
    );
  });
});
