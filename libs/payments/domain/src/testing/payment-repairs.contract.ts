/// <reference types="jest" />
import type { OutboxStore, OutgoingMessage } from '@decouple/messaging-core';
import { applyOutcome, markQueued } from '../payment/payment-transitions';
import type { Payment, PaymentState } from '../payment/payment';
import type { PaymentAdminQueries } from '../admin-queries/payment-admin-queries.port';
import type { PaymentRepairs, RepairResult, ResendRequest } from '../repair-payments/payment-repairs.port';
import type { PaymentStore } from '../payment/payment-store.port';
import { changePayment } from './change-payment';
import { anOutcome } from './outcome.builder';
import { anAcceptedPayment, messageOf } from './payment.builder';

export interface PaymentRepairsSubject {
  readonly repairs: PaymentRepairs;
  /** The same adapter as another process has it. */
  readonly other: PaymentRepairs;
  readonly payments: PaymentStore;
  readonly queries: PaymentAdminQueries;
  readonly outbox: OutboxStore;
}

const NOW = new Date('2026-11-27T08:00:00.000Z');
const AUDIT = { operator: 'ada', reason: 'the sales database was restored' };

/** What every adapter of `PaymentRepairs` promises. The subject must be empty. */
export function describePaymentRepairsContract(
  name: string,
  createSubject: () => Promise<PaymentRepairsSubject>,
): void {
  describe(`${name} as PaymentRepairs`, () => {
    let subject: PaymentRepairsSubject;

    beforeEach(async () => {
      subject = await createSubject();
    });

    async function drainOutbox(): Promise<OutgoingMessage[]> {
      const drained: OutgoingMessage[] = [];
      await subject.outbox.relay(1_000, async (entries) => {
        drained.push(...entries);
        return entries.map(() => ({ status: 'sent' }));
      });
      return drained;
    }

    /** Accepted, handed to the queue and answered, so that the outbox is empty. */
    async function paymentThatIs(status: PaymentState['status']): Promise<Payment> {
      const payment = anAcceptedPayment();
      await subject.payments.add(payment, messageOf(payment));
      await drainOutbox();
      const changed = await changePayment(subject.payments, payment.id, (current) => {
        const queued = status === 'accepted' ? current : markQueued(current, NOW);
        return status === 'accepted' || status === 'queued' ? queued : applyOutcome(queued, anOutcome(status), NOW);
      });
      return changed ?? payment;
    }

    const resend = (
      payments: readonly Pick<Payment, 'id' | 'state'>[],
      facts: Partial<ResendRequest> = {},
      repairs = subject.repairs,
    ): Promise<RepairResult> => {
      const compared = payments.map(({ id, state }) => ({ id, status: state.status }));
      const request = { payments: compared, secondsApart: 0, now: NOW, dryRun: false, ...AUDIT, ...facts };
      return repairs.resend(request, messageOf);
    };

    it.each(['recorded', 'rejected', 'parked'] as const)(
      'resends a payment that is %s, with the identity of its first message, and changes nothing of it',
      async (status) => {
        const payment = await paymentThatIs(status);

        expect(await resend([payment])).toEqual({ repaired: [payment.id], skipped: [], spreadSeconds: 0 });
        const { body, ...identity } = messageOf(payment);
        expect(await drainOutbox()).toMatchObject([{ ...identity, body }]);
        expect(await subject.payments.find(payment.clientId, payment.id)).toEqual(payment);
      },
    );

    it.each(['accepted', 'queued', 'delayed'] as const)(
      'leaves a payment that is %s to the reconciliation that runs by itself',
      async (status) => {
        const payment = await paymentThatIs(status);

        expect(await resend([payment])).toMatchObject({
          repaired: [],
          skipped: [{ id: payment.id, why: 'not-settled' }],
        });
        expect(await drainOutbox()).toEqual([]);
      },
    );

    it('skips a payment that is unknown, or not as it was compared', async () => {
      const unknown = anAcceptedPayment();
      const changed = await paymentThatIs('recorded');
      const compared = { ...changed, state: anOutcome('rejected') };
      const { repaired, skipped } = await resend([unknown, compared, { ...unknown, id: 'not-an-id' }]);

      expect(repaired).toEqual([]);
      expect(skipped).toEqual([
        { id: unknown.id, why: 'unknown' },
        { id: changed.id, why: 'changed' },
        { id: 'not-an-id', why: 'unknown' },
      ]);
    });

    it('resends a payment once when it is named twice, and when it is resent again at once', async () => {
      const payment = await paymentThatIs('recorded');

      expect((await resend([payment, payment])).repaired).toEqual([payment.id]);
      expect((await resend([payment])).skipped).toEqual([{ id: payment.id, why: 'resent-before' }]);
      expect(await drainOutbox()).toHaveLength(1);
      expect((await resend([payment])).skipped).toEqual([{ id: payment.id, why: 'resent-before' }]);
    });

    it('resends a payment again when a minute has brought no answer', async () => {
      const payment = await paymentThatIs('recorded');
      await resend([payment]);
      const at = (seconds: number) => ({ now: new Date(NOW.getTime() + seconds * 1_000) });
      await drainOutbox();

      expect((await resend([payment], at(59))).repaired).toEqual([]);
      expect((await resend([payment], at(60))).repaired).toEqual([payment.id]);
      // The clock was an hour ahead, and is right again.
      expect((await resend([payment], at(-3_540))).skipped).toEqual([{ id: payment.id, why: 'resent-before' }]);
      await drainOutbox();
      expect((await resend([payment], at(-3_540))).repaired).toEqual([payment.id]);
    });

    it('gives a payment to one of several callers', async () => {
      const payments = [await paymentThatIs('recorded'), await paymentThatIs('recorded')];
      const results = await Promise.all([
        resend(payments),
        resend([...payments].reverse(), {}, subject.other),
        resend(payments),
      ]);

      expect(results.flatMap(({ repaired }) => repaired).sort()).toEqual(payments.map(({ id }) => id).sort());
      expect(await drainOutbox()).toHaveLength(2);
    });

    it('spreads the messages, and those of a later call after them', async () => {
      const payments = [await paymentThatIs('recorded'), await paymentThatIs('recorded')];
      const later = [await paymentThatIs('recorded'), await paymentThatIs('recorded')];

      expect((await resend(payments, { secondsApart: 600 })).spreadSeconds).toBe(600);
      const { spreadSeconds } = await resend(later, { secondsApart: 600 }, subject.other);
      expect(spreadSeconds).toBeGreaterThan(1_700);
      expect(spreadSeconds).toBeLessThanOrEqual(1_800);
      expect((await drainOutbox()).map(({ id }) => id)).toEqual([payments[0]!.id]);
    });

    it('decides in a dry run as for real, and writes nothing', async () => {
      const [payment, queued] = [await paymentThatIs('recorded'), await paymentThatIs('queued')];
      const facts = { secondsApart: 600 };
      const preview = await resend([payment, queued], { ...facts, dryRun: true });

      expect(preview.repaired).toEqual([payment.id]);
      expect(await drainOutbox()).toEqual([]);
      expect(await subject.repairs.repairs(10)).toEqual([]);
      expect(await resend([payment, queued], facts)).toEqual(preview);
    });

    it('writes who resent what and why, newest first, also when nothing was resent', async () => {
      const payment = await paymentThatIs('recorded');
      await resend([payment]);
      await resend([payment], { operator: 'bob' });

      expect(await subject.other.repairs(10)).toMatchObject([
        { action: 'resend', operator: 'bob', repaired: [], skipped: [{ id: payment.id, why: 'resent-before' }] },
        { action: 'resend', ...AUDIT, repaired: [payment.id], skipped: [], repairedAt: expect.any(Date) as Date },
      ]);
      expect(await subject.repairs.repairs(1)).toHaveLength(1);
    });

    it('forgets rows of audit that are old, oldest first and no more than asked for', async () => {
      const payment = await paymentThatIs('recorded');
      await resend([payment]);
      await resend([payment], { operator: 'bob' });
      const [newest, oldest] = await subject.repairs.repairs(10);
      const after = new Date(newest!.repairedAt.getTime() + 1);

      expect(await subject.repairs.deleteOlderThan(oldest!.repairedAt, 10)).toBe(0);
      expect(await subject.repairs.deleteOlderThan(after, 1)).toBe(1);
      expect(await subject.other.repairs(10)).toEqual([newest]);
    });

    it('keeps a row of audit until the last of its messages is due', async () => {
      const payments = [await paymentThatIs('recorded'), await paymentThatIs('recorded')];
      await resend(payments, { secondsApart: 600 });
      const at = (await subject.repairs.repairs(1))[0]!.repairedAt.getTime();

      expect(await subject.repairs.deleteOlderThan(new Date(at + 599_000), 10)).toBe(0);
      expect(await subject.repairs.deleteOlderThan(new Date(at + 601_000), 10)).toBe(1);
    });

    it('writes nothing when a message cannot be made', async () => {
      const payment = await paymentThatIs('recorded');
      const broken = subject.repairs.resend(
        { payments: [{ id: payment.id, status: 'recorded' }], secondsApart: 0, now: NOW, dryRun: false, ...AUDIT },
        () => {
          throw new Error('no message');
        },
      );

      await expect(broken).rejects.toThrow('no message');
      expect(await subject.repairs.repairs(10)).toEqual([]);
      expect((await resend([payment])).repaired).toEqual([payment.id]);
    });

    it('rebuilds payments that are unknown, with their outcome and without a message', async () => {
      const lost = [anOutcome('recorded'), anOutcome('rejected')].map((outcome) =>
        applyOutcome(anAcceptedPayment(), outcome, NOW),
      );

      expect(await subject.repairs.rebuild({ payments: lost, dryRun: false, ...AUDIT })).toEqual({
        repaired: lost.map(({ id }) => id),
        skipped: [],
        spreadSeconds: 0,
      });
      for (const payment of lost) {
        expect(await subject.queries.find(payment.id)).toEqual(payment);
      }
      expect(await drainOutbox()).toEqual([]);
      expect(await subject.repairs.repairs(1)).toMatchObject([{ action: 'rebuild', ...AUDIT }]);
    });

    it('changes nothing of a payment that is known when it is rebuilt, and nothing at all in a dry run', async () => {
      const known = await paymentThatIs('queued');
      const lost = applyOutcome(anAcceptedPayment(), anOutcome('recorded'), NOW);
      const payments = [applyOutcome(known, anOutcome('recorded'), NOW), lost];
      const preview = await subject.repairs.rebuild({ payments, dryRun: true, ...AUDIT });

      expect(preview).toMatchObject({ repaired: [lost.id], skipped: [{ id: known.id, why: 'known' }] });
      expect(await subject.queries.find(lost.id)).toBeUndefined();
      expect(await subject.repairs.rebuild({ payments, dryRun: false, ...AUDIT })).toEqual(preview);
      expect(await subject.queries.find(known.id)).toEqual(known);
      expect((await subject.repairs.rebuild({ payments, dryRun: false, ...AUDIT })).repaired).toEqual([]);
    });
  });
}
