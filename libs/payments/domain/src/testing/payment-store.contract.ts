/// <reference types="jest" />
import type { OutboxStore, OutgoingMessage } from '@decouple/messaging-core';
import fc from 'fast-check';
import { type Payment, PAYMENT_STATUSES, type PaymentState } from '../payment/payment';
import { applyOutcome, markQueued, MAX_TIMELINE_ENTRIES, parkRefused } from '../payment/payment-transitions';
import type { PaymentChange, PaymentStore } from '../payment/payment-store.port';
import { changePayment } from './change-payment';
import { anOutcome } from './outcome.builder';
import { anAcceptedPayment, aPaymentOrder, messageOf } from './payment.builder';

export interface PaymentStoreSubject {
  readonly store: PaymentStore;
  /** The same payments as another process sees them. */
  readonly other: PaymentStore;
  /** Where the messages go. Removing those that were sent marks their payments as queued, those that were refused as parked. */
  readonly outbox: OutboxStore;
  /** When the payments become queued, as the outbox's hook says. */
  readonly queuedAt: Date;
  close(): Promise<void>;
}

/** What every adapter of the `PaymentStore` port promises. */
export function describePaymentStoreContract(name: string, factory: () => Promise<PaymentStoreSubject>): void {
  describe(`${name} as a PaymentStore`, () => {
    let subject: PaymentStoreSubject;

    beforeEach(async () => {
      subject = await factory();
    });

    afterEach(() => subject.close());

    async function added(payment: Payment = anAcceptedPayment()): Promise<Payment> {
      expect(await subject.store.add(payment, messageOf(payment))).toEqual({ stored: true });
      return payment;
    }

    async function relayAll(status: 'sent' | 'refused' = 'sent'): Promise<readonly OutgoingMessage[]> {
      const relayed: OutgoingMessage[] = [];
      await subject.outbox.relay(1_000, async (entries) => {
        relayed.push(...entries.map(({ attempts: _, ...message }) => message));
        return entries.map(() => (status === 'sent' ? { status } : { status, reason: 'never' }));
      });
      return relayed;
    }

    const found = (payment: Payment): Promise<Payment | undefined> => subject.other.find(payment.clientId, payment.id);
    const idsOf = (payments: readonly Payment[]): string[] => payments.map(({ id }) => id);

    describe('adding', () => {
      it('keeps the payment with everything that was ordered', async () => {
        const amount = { minorUnits: 999_999_999_999n, currency: 'JPY' };
        const order = aPaymentOrder({ amount, method: { type: 'direct-debit', token: 'tok "x", {\\} NULL 保険料' } });
        const payment = await added(anAcceptedPayment({ order, idempotencyKey: 'key "x", {\\} NULL' }));

        expect(await found(payment)).toEqual(payment);
      });

      it('puts the message of the payment into the outbox', async () => {
        const payment = await added();

        expect(await relayAll()).toEqual([messageOf(payment)]);
      });

      it('answers the second payment with the same key by the first, and stores neither it nor its message', async () => {
        const first = await added();
        const second = anAcceptedPayment({ idempotencyKey: first.idempotencyKey });

        expect(await subject.other.add(second, messageOf(second))).toEqual({ stored: false, existing: first });
        expect(await found(second)).toBeUndefined();
        expect(await relayAll()).toEqual([messageOf(first)]);
      });

      it('answers by the first payment as it is now', async () => {
        const first = await added();
        const changed = await changePayment(subject.store, first.id, (it) =>
          applyOutcome(it, anOutcome('rejected'), first.acceptedAt),
        );
        const second = anAcceptedPayment({ idempotencyKey: first.idempotencyKey });

        expect(changed).toMatchObject({ state: { status: 'rejected' } });
        expect(await subject.store.add(second, messageOf(second))).toEqual({ stored: false, existing: changed });
      });

      it('answers the same call again by its own payment', async () => {
        const payment = await added();

        expect(await subject.store.add(payment, messageOf(payment))).toEqual({ stored: false, existing: payment });
      });

      it('keeps the keys of each client apart', async () => {
        const first = await added();
        const second = await added(anAcceptedPayment({ clientId: 'client-b', idempotencyKey: first.idempotencyKey }));

        expect(await found(second)).toEqual(second);
        // Each client's repetition finds its own payment, though the keys are the same.
        expect(await subject.store.add(first, messageOf(first))).toEqual({ stored: false, existing: first });
        expect(await subject.store.add(second, messageOf(second))).toEqual({ stored: false, existing: second });
      });

      it('stores one payment per key, and one message, when many come at once from several processes', async () => {
        const attempts = Array.from({ length: 120 }, (_, index) =>
          anAcceptedPayment({ idempotencyKey: `key-${index % 30}` }),
        );
        const results = await Promise.all(
          attempts.map((payment, index) =>
            (index % 2 ? subject.store : subject.other).add(payment, messageOf(payment)),
          ),
        );

        const stored = attempts.filter((_, index) => results[index]?.stored === true);
        expect(new Set(stored.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(30);
        expect(stored).toHaveLength(30);
        const winners = new Map(stored.map((payment) => [payment.idempotencyKey, payment.id]));
        attempts.forEach(({ idempotencyKey }, index) => {
          const result = results[index];
          if (result?.stored === false) expect(result.existing.id).toBe(winners.get(idempotencyKey));
        });
        expect((await relayAll()).map(({ id }) => id).sort()).toEqual(idsOf(stored).sort());
      });
    });

    describe('finding', () => {
      it('finds nothing under an unknown id, or one that is none', async () => {
        await added();

        expect(await subject.store.find('client-a', anAcceptedPayment().id)).toBeUndefined();
        expect(await subject.store.find('client-a', 'not-an-id')).toBeUndefined();
      });

      it('finds no payment of another client', async () => {
        const payment = await added();

        expect(await subject.store.find('client-b', payment.id)).toBeUndefined();
      });
    });

    describe('listing', () => {
      it('lists the payments of the client, newest first', async () => {
        const payments = [await added(), await added(), await added()];
        await added(anAcceptedPayment({ clientId: 'client-b' }));

        expect(await subject.store.list({ clientId: 'client-a', limit: 10 })).toEqual([...payments].reverse());
      });

      it('lists page after page, without a payment twice or left out', async () => {
        const payments = await Promise.all(Array.from({ length: 7 }, () => added()));
        const pages: string[][] = [];
        for (let after: string | undefined; pages.at(-1)?.length !== 0; after = pages.at(-1)?.at(-1)) {
          pages.push(idsOf(await subject.store.list({ clientId: 'client-a', after, limit: 3 })));
        }

        const expected = idsOf(payments).sort().reverse();
        expect(pages).toEqual([expected.slice(0, 3), expected.slice(3, 6), expected.slice(6), []]);
      });

      it('lists the payments of one policy', async () => {
        const order = aPaymentOrder({ policyNumber: 'POL-7' });
        const [older, , newer] = [
          await added(anAcceptedPayment({ order })),
          await added(),
          await added(anAcceptedPayment({ order })),
        ];
        const query = { clientId: 'client-a', policyNumber: 'POL-7' };

        expect(idsOf(await subject.store.list({ ...query, limit: 10 }))).toEqual([newer.id, older.id]);
        expect(idsOf(await subject.store.list({ ...query, after: newer.id, limit: 10 }))).toEqual([older.id]);
      });

      it('lists by every status exactly the payments that have it', async () => {
        const outcomes = ['delayed', 'recorded', 'rejected', 'parked'] as const;
        for (const outcome of outcomes) {
          const { id, acceptedAt } = await added();
          await changePayment(subject.store, id, (payment) => applyOutcome(payment, anOutcome(outcome), acceptedAt));
        }
        await added();
        await relayAll();
        await added();

        for (const status of PAYMENT_STATUSES) {
          const listed = await subject.store.list({ clientId: 'client-a', status, limit: 10 });
          expect(listed.map(({ state }) => state.status)).toEqual([status]);
        }
      });
    });

    describe('changing', () => {
      it('replaces the payment and returns it as it is now', async () => {
        const payment = await added();
        const expected = markQueued(payment, subject.queuedAt);

        expect(await changePayment(subject.store, payment.id, (it) => markQueued(it, subject.queuedAt))).toEqual(
          expected,
        );
        expect(await found(payment)).toEqual(expected);
      });

      it('changes nothing when there is no such payment', async () => {
        const change = jest.fn();

        expect(await changePayment(subject.store, anAcceptedPayment().id, change)).toBeUndefined();
        expect(await changePayment(subject.store, 'not-an-id', change)).toBeUndefined();
        expect(change).not.toHaveBeenCalled();
      });

      it('returns the payment and writes nothing when the change gives the same object', async () => {
        const payment = await added();

        expect(await changePayment(subject.store, payment.id, (it) => it)).toEqual(payment);
        expect(await found(payment)).toEqual(payment);
      });

      it('changes a payment and publishes messages, in one step', async () => {
        const payment = await added();
        await relayAll();
        const queued = markQueued(payment, subject.queuedAt);
        const message = { ...messageOf(payment), id: `${payment.id}:refund`, type: 'test.refund-requested.v1' };
        const next = { ...queued, version: queued.version + 1 };
        const decide = (): PaymentChange => ({ payment: next, messages: [message] });

        expect(await subject.store.change(payment.id, decide)).toEqual({ payment: next, changed: true });
        expect(await found(payment)).toEqual(next);
        expect(await relayAll()).toEqual([message]);
        expect(await found(payment)).toEqual(next);
      });

      it('publishes messages also when the payment stays the same', async () => {
        const payment = await added();
        await relayAll();
        const message = { ...messageOf(payment), id: `${payment.id}:reminder`, type: 'test.reminded.v1' };

        expect(await subject.store.change(payment.id, (it) => ({ payment: it, messages: [message] }))).toMatchObject({
          changed: false,
        });
        expect(await relayAll()).toEqual([message]);
      });

      it('changes nothing and publishes nothing when deciding fails', async () => {
        const payment = await added();
        await relayAll();
        const before = await found(payment);
        const failure = new Error('not refundable');

        await expect(
          subject.store.change(payment.id, () => {
            throw failure;
          }),
        ).rejects.toBe(failure);
        expect(await found(payment)).toEqual(before);
        expect(await relayAll()).toEqual([]);
      });

      it('loses no change when many are made at once by several processes', async () => {
        const payments = [await added(), await added()];
        const grow = (it: Payment): Payment => ({ ...it, version: it.version + 1 });
        await Promise.all(
          Array.from({ length: 60 }, (_, index) =>
            changePayment(index % 3 === 0 ? subject.other : subject.store, payments[index % 2]!.id, grow),
          ),
        );

        expect(await found(payments[0]!)).toEqual({ ...payments[0], version: 31 });
        expect(await found(payments[1]!)).toEqual({ ...payments[1], version: 31 });
      });

      it('passes on what a change throws, changes nothing, and lets the changes beside it through', async () => {
        const [good, bad] = [await added(), await added()];
        const failure = new Error('cannot be');
        const results = await Promise.allSettled([
          changePayment(subject.store, good.id, (it) => markQueued(it, subject.queuedAt)),
          changePayment(subject.store, bad.id, () => {
            throw failure;
          }),
        ]);

        expect(results).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: failure }]);
        expect(await found(good)).toEqual(markQueued(good, subject.queuedAt));
        expect(await found(bad)).toEqual(bad);
      });
    });

    describe('following the way of a payment', () => {
      it('marks a payment as queued when its message was sent, like markQueued', async () => {
        const payment = await added();
        await relayAll();

        expect(await found(payment)).toEqual(markQueued(payment, subject.queuedAt));
      });

      it('keeps the state that an answer gave when the message is only then known to be sent', async () => {
        const payment = await added();
        const at = new Date('2026-11-22T10:05:00.000Z');
        await changePayment(subject.store, payment.id, (it) => applyOutcome(it, anOutcome('recorded'), at));
        await relayAll();

        expect(await found(payment)).toEqual(applyOutcome(payment, anOutcome('recorded'), at));
      });

      it('leaves a payment alone whose message is sent once more', async () => {
        const payment = await added();
        await relayAll();
        await subject.outbox.add([messageOf(payment)]);
        await relayAll();

        expect(await found(payment)).toEqual(markQueued(payment, subject.queuedAt));
      });

      it('parks a payment whose message the broker refuses, and queues it when a redrive gets it through', async () => {
        const [payment, other] = [await added(), await added()];
        await relayAll('refused');
        const parked = parkRefused(payment, 1, subject.queuedAt);
        expect(parked.state).toMatchObject({ status: 'parked', reason: { code: 'refused-by-broker' } });
        expect(await found(payment)).toEqual(parked);
        expect(await found(other)).toEqual(parkRefused(other, 1, subject.queuedAt));

        await subject.outbox.add([messageOf(payment)]);
        await relayAll();
        expect(await found(payment)).toEqual(markQueued(parked, subject.queuedAt));
        expect((await found(payment))?.state).toEqual({ status: 'queued' });
      });

      it('ends with the same payment as the transitions, whatever happens in whatever order', async () => {
        type Step =
          | 'sent'
          | 'refused'
          | { readonly outcome: PaymentState; readonly at: Date; readonly sequence: number | undefined };
        const outcomes = fc
          .constantFrom('delayed', 'delayed', 'parked', 'queued', 'recorded', 'rejected')
          .map(anOutcome);
        const times = fc.date({
          min: new Date('2026-11-22T10:00:00Z'),
          max: new Date('2026-11-23T10:00:00Z'),
          noInvalidDate: true,
        });
        const steps = fc.array(
          fc.oneof<fc.Arbitrary<Step>[]>(
            fc.constantFrom('sent', 'refused'),
            fc.record({
              outcome: outcomes,
              at: times,
              sequence: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
            }),
          ),
          {
            maxLength: 6,
          },
        );
        await fc.assert(
          fc.asyncProperty(steps, async (way) => {
            let expected = await added();
            for (const step of way) {
              if (step === 'sent' || step === 'refused') {
                await subject.outbox.add([messageOf(expected)]);
                await relayAll(step);
                expected =
                  step === 'sent' ? markQueued(expected, subject.queuedAt) : parkRefused(expected, 1, subject.queuedAt);
              } else {
                const { at, outcome, sequence } = step;
                await changePayment(subject.store, expected.id, (it) => applyOutcome(it, outcome, at, sequence));
                expected = applyOutcome(expected, outcome, at, sequence);
              }
              expect(await found(expected)).toEqual(expected);
            }
            await relayAll();
          }),
          { numRuns: 40 },
        );
      });

      it('shortens the timeline of a payment that is delayed over and over like the transitions', async () => {
        let expected = await added();
        await relayAll();
        expected = markQueued(expected, subject.queuedAt);
        for (let minute = 1; minute <= MAX_TIMELINE_ENTRIES + 5; minute += 1) {
          const at = new Date(Date.UTC(2026, 10, 22, 11, minute));
          expected = applyOutcome(expected, anOutcome('delayed'), at);
          await changePayment(subject.store, expected.id, (it) => applyOutcome(it, anOutcome('delayed'), at));
        }

        expect(expected.timeline).toHaveLength(MAX_TIMELINE_ENTRIES);
        expect(await found(expected)).toEqual(expected);
      });
    });
  });
}
