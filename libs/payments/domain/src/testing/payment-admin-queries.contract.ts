/// <reference types="jest" />
import type { Payment } from '../payment/payment';
import { applyOutcome } from '../payment/payment-transitions';
import type { PaymentAdminQueries } from '../admin-queries/payment-admin-queries.port';
import type { PaymentStore } from '../payment/payment-store.port';
import { changePayment } from './change-payment';
import { anOutcome } from './outcome.builder';
import { anAcceptedPayment, messageOf } from './payment.builder';

export interface PaymentAdminQueriesSubject {
  readonly queries: PaymentAdminQueries;
  /** The payments that it is the queries of; there are none yet. */
  readonly payments: PaymentStore;
}

/** What every adapter of the `PaymentAdminQueries` port promises. */
export function describePaymentAdminQueriesContract(
  name: string,
  factory: () => Promise<PaymentAdminQueriesSubject>,
): void {
  describe(`${name} as a PaymentAdminQueries`, () => {
    let subject: PaymentAdminQueriesSubject;

    beforeEach(async () => {
      subject = await factory();
    });

    async function added(count: number): Promise<Payment[]> {
      const payments = Array.from({ length: count }, (_, index) =>
        anAcceptedPayment({ clientId: `client-${index % 2}` }),
      );
      // Against their order: it must not be the order of storing that is shown.
      for (const payment of [...payments].reverse()) await subject.payments.add(payment, messageOf(payment));
      return payments;
    }

    it('finds a payment of any client as it is now', async () => {
      const [payment] = await added(2);
      const at = new Date('2026-11-22T10:05:00.000Z');
      const changed = await changePayment(subject.payments, payment!.id, (it) =>
        applyOutcome(it, anOutcome('parked'), at),
      );

      expect(await subject.queries.find(payment!.id)).toEqual(changed);
    });

    it('finds payments by id, policy number and idempotency key, newest first', async () => {
      const payments = await added(3);
      const [first, second] = payments as [Payment, Payment];
      const found = async (text: string) => (await subject.queries.search(text, 10)).map(({ id }) => id);

      expect(await found(first.id)).toEqual([first.id]);
      expect(await found(second.idempotencyKey)).toEqual([second.id]);
      const samePolicy = payments.filter(({ order }) => order.policyNumber === first.order.policyNumber);
      expect(await found(first.order.policyNumber)).toEqual(samePolicy.map(({ id }) => id).reverse());
      expect(await subject.queries.search(first.order.policyNumber, 1)).toHaveLength(1);
      expect(await found('nothing-like-it')).toEqual([]);
      for (const text of ['\u0000', 'POL-\u0000', '\ud800', '\u0085']) expect(await found(text)).toEqual([]);
    });

    it('counts the payments of each status', async () => {
      const [payment] = await added(3);
      const at = new Date('2026-11-22T10:05:00.000Z');
      await changePayment(subject.payments, payment!.id, (it) => applyOutcome(it, anOutcome('parked'), at));

      expect(await subject.queries.counts()).toEqual({
        accepted: 2,
        queued: 0,
        delayed: 0,
        recorded: 0,
        rejected: 0,
        parked: 1,
      });
    });

    it('tells since when the oldest payment waits for its first answer', async () => {
      expect(await subject.queries.oldestUnanswered()).toBeUndefined();
      const [answered, waiting, younger] = ['2026-11-22T10:00:00Z', '2026-11-22T10:01:00Z', '2026-11-22T10:02:00Z'].map(
        (moment) => anAcceptedPayment({ acceptedAt: new Date(moment) }),
      ) as [Payment, Payment, Payment];
      for (const payment of [younger, answered, waiting]) await subject.payments.add(payment, messageOf(payment));
      const at = new Date('2026-11-22T10:05:00.000Z');
      await changePayment(subject.payments, answered.id, (it) => applyOutcome(it, anOutcome('parked'), at));

      expect(await subject.queries.oldestUnanswered()).toEqual(waiting.acceptedAt);
    });

    it('finds nothing where there is nothing', async () => {
      await added(1);

      expect(await subject.queries.find(anAcceptedPayment().id)).toBeUndefined();
      expect(await subject.queries.find('not-an-id')).toBeUndefined();
    });

    it('shows all payments in the order of their ids, page by page', async () => {
      const payments = await added(5);
      const pages: string[][] = [];
      for (let after: string | undefined; ;) {
        const page = await subject.queries.page({ after, limit: 2 });
        if (page.length === 0) break;
        pages.push(page.map(({ id }) => id));
        after = page.at(-1)?.id;
      }

      const [first, second, third, fourth, fifth] = payments.map(({ id }) => id);
      expect(pages).toEqual([[first, second], [third, fourth], [fifth]]);
    });
  });
}
