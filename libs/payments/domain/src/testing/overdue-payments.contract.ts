import type { Clock, OutboxStore, OutgoingMessage } from '@decouple/messaging-core';
import { applyOutcome, markQueued } from '../payment/payment-transitions';
import type { Payment, PaymentState } from '../payment/payment';
import type { OverduePayments } from '../republish-overdue-payments/overdue-payments.port';
import type { PaymentStore } from '../payment/payment-store.port';
import { changePayment } from './change-payment';
import { anOutcome } from './outcome.builder';
import { anAcceptedPayment, messageOf } from './payment.builder';

export interface OverduePaymentsSubject {
  readonly overdue: OverduePayments;
  /** The same adapter as another process has it. */
  readonly other: OverduePayments;
  readonly payments: PaymentStore;
  readonly outbox: OutboxStore;
}

const RULE = { afterMilliseconds: 60_000, capMilliseconds: 200_000 };
const ACCEPTED_AT = new Date('2026-11-22T10:00:00.000Z');

/** What every adapter of `OverduePayments` promises. The subject must be empty; `clock` is the clock of its store. */
export function describeOverduePaymentsContract(
  name: string,
  createSubject: (clock: Clock) => Promise<OverduePaymentsSubject>,
): void {
  describe(`${name} as OverduePayments`, () => {
    let subject: OverduePaymentsSubject;
    let now: Date;

    beforeEach(async () => {
      now = ACCEPTED_AT;
      subject = await createSubject({ now: () => now });
    });

    const later = (seconds: number): Date => new Date(ACCEPTED_AT.getTime() + seconds * 1_000);
    const reemitAt = (seconds: number, limit = 100): Promise<readonly Payment[]> => {
      now = later(seconds);
      return subject.overdue.republish({ rule: RULE, limit }, messageOf);
    };
    const idsOf = (payments: readonly Payment[]): string[] => payments.map(({ id }) => id);

    /** Accepted and handed to the queue, so that the outbox is empty. */
    async function queuedPayment(acceptedAt = ACCEPTED_AT): Promise<Payment> {
      const payment = anAcceptedPayment({ acceptedAt });
      await subject.payments.add(payment, messageOf(payment));
      await drainOutbox();
      await changePayment(subject.payments, payment.id, (current) => markQueued(current, acceptedAt));
      return payment;
    }

    async function drainOutbox(): Promise<OutgoingMessage[]> {
      const drained: OutgoingMessage[] = [];
      await subject.outbox.relay(1_000, async (entries) => {
        drained.push(...entries);
        return entries.map(() => ({ status: 'sent' }));
      });
      return drained;
    }

    const outcome = (id: string, state: PaymentState, seconds: number): Promise<unknown> =>
      changePayment(subject.payments, id, (payment) => applyOutcome(payment, state, later(seconds)));

    it('resends the message of a payment without a reply in time, with its first identity', async () => {
      const payment = await queuedPayment();

      expect(await reemitAt(59)).toEqual([]);
      expect(idsOf(await reemitAt(60))).toEqual([payment.id]);
      const { body: _body, ...identity } = messageOf(payment);
      expect(await drainOutbox()).toMatchObject([identity]);
    });

    it('waits twice as long before each further repetition, up to the cap', async () => {
      const payment = await queuedPayment();
      await reemitAt(60);

      expect(await reemitAt(60 + 119)).toEqual([]);
      expect(idsOf(await reemitAt(60 + 120))).toEqual([payment.id]);
      expect(await reemitAt(180 + 199)).toEqual([]);
      expect(idsOf(await reemitAt(180 + 200))).toEqual([payment.id]);
      expect(await reemitAt(380 + 199)).toEqual([]);
      expect(idsOf(await reemitAt(380 + 200))).toEqual([payment.id]);
    });

    it.each(['recorded', 'rejected', 'parked'] as const)('leaves a payment alone that is %s', async (status) => {
      const { id } = await queuedPayment();
      await outcome(id, anOutcome(status), 1);

      expect(await reemitAt(1_000_000)).toEqual([]);
    });

    it('gives a delayed payment the same time after the attempt that was announced', async () => {
      const { id } = await queuedPayment();
      const reason = { code: 'handler-failed', detail: 'It failed.' };
      await outcome(id, { status: 'delayed', attempt: 1, nextAttemptAt: later(500), reason }, 1);

      expect(await reemitAt(559)).toEqual([]);
      expect(idsOf(await reemitAt(560))).toEqual([id]);
    });

    it('does not wait for a payment that was accepted by a clock an hour ahead', async () => {
      const ahead = await queuedPayment(later(3_600));

      expect(idsOf(await reemitAt(0))).toEqual([ahead.id]);
      expect(await reemitAt(119)).toEqual([]);
      expect(idsOf(await reemitAt(120))).toEqual([ahead.id]);
    });

    it('waits as usual for a payment that was accepted by a clock a few seconds ahead', async () => {
      const ahead = await queuedPayment(later(5));

      expect(await reemitAt(0)).toEqual([]);
      expect(await reemitAt(64)).toEqual([]);
      expect(idsOf(await reemitAt(65))).toEqual([ahead.id]);
    });

    it('does not wait for an attempt that lies further ahead than the rule ever waits', async () => {
      const { id } = await queuedPayment();
      const reason = { code: 'handler-failed', detail: 'It failed.' };
      await outcome(id, { status: 'delayed', attempt: 1, nextAttemptAt: later(3_600), reason }, 1);

      expect(idsOf(await reemitAt(60))).toEqual([id]);
    });

    it('does not wait for a repetition that was noted before the clock of the store was set back', async () => {
      const { id } = await queuedPayment();
      await reemitAt(3_600);

      expect(idsOf(await reemitAt(120))).toEqual([id]);
    });

    it('does not put a message into the outbox twice', async () => {
      const payment = anAcceptedPayment({ acceptedAt: ACCEPTED_AT });
      await subject.payments.add(payment, messageOf(payment));

      expect(idsOf(await reemitAt(60))).toEqual([payment.id]);
      expect(await subject.outbox.backlog()).toMatchObject({ count: 1 });
    });

    it('takes the oldest first, up to the limit', async () => {
      const third = await queuedPayment(later(3));
      const first = await queuedPayment(later(1));
      const second = await queuedPayment(later(2));

      expect(idsOf(await reemitAt(100, 2))).toEqual([first.id, second.id]);
      expect(idsOf(await reemitAt(100, 2))).toEqual([third.id]);
    });

    it('gives a payment to one of several callers', async () => {
      const payments = [await queuedPayment(), await queuedPayment(), await queuedPayment()];
      now = later(60);
      const selection = { rule: RULE, limit: 2 };
      const told = await Promise.all([
        subject.overdue.republish(selection, messageOf),
        subject.other.republish(selection, messageOf),
        subject.overdue.republish(selection, messageOf),
      ]);
      const rest = await reemitAt(60);

      expect(idsOf([...told.flat(), ...rest]).sort()).toEqual(idsOf(payments).sort());
    });

    it('notes nothing when the message cannot be made', async () => {
      const { id } = await queuedPayment();
      now = later(60);
      const broken = subject.overdue.republish({ rule: RULE, limit: 10 }, () => {
        throw new Error('no message');
      });

      await expect(broken).rejects.toThrow('no message');
      expect(idsOf(await reemitAt(60))).toEqual([id]);
    });

    it('changes nothing that its customer sees', async () => {
      const { clientId, id } = await queuedPayment();
      const before = await subject.payments.find(clientId, id);
      await reemitAt(60);

      expect(await subject.payments.find(clientId, id)).toEqual(before);
    });
  });
}
