/// <reference types="jest" />
import type { Payment } from '../payment/payment';
import { markQueued } from '../payment/payment-transitions';
import type { PaymentChangeNotifier } from '../get-payment/payment-change-notifier.port';
import type { PaymentStore } from '../payment/payment-store.port';
import { changePayment } from './change-payment';
import { anAcceptedPayment, messageOf } from './payment.builder';

export interface PaymentChangeNotifierSubject {
  readonly changes: PaymentChangeNotifier;
  /** Changes payments as any process may, perhaps another than the one that waits. Waits are in real time. */
  readonly store: PaymentStore;
  close(): Promise<void>;
}

/** Longer than any test takes: a wait that ends with this has not noticed the change. */
const LONG_MILLISECONDS = 600_000;

/** What every adapter of the `PaymentChangeNotifier` port promises. */
export function describePaymentChangeNotifierContract(
  name: string,
  factory: () => Promise<PaymentChangeNotifierSubject>,
): void {
  describe(`${name} as PaymentChangeNotifier`, () => {
    let subject: PaymentChangeNotifierSubject;
    let leaving: AbortController;

    beforeEach(async () => {
      subject = await factory();
      leaving = new AbortController();
    });

    afterEach(async () => {
      leaving.abort();
      await subject.close();
    });

    async function added(): Promise<Payment> {
      const payment = anAcceptedPayment();
      await subject.store.add(payment, messageOf(payment));
      return payment;
    }

    const waitForChange = (id: string, version: number, milliseconds = LONG_MILLISECONDS): Promise<void> =>
      subject.changes.waitForChange(id, version, milliseconds, leaving.signal);
    const queue = (id: string) => changePayment(subject.store, id, (payment) => markQueued(payment, new Date()));

    it('resolves when the payment changes', async () => {
      const { id, version } = await added();
      const waiting = waitForChange(id, version);
      await queue(id);

      await waiting;
    });

    it('resolves at once when the payment has changed before the wait began', async () => {
      const { id, version } = await added();
      await queue(id);

      await waitForChange(id, version);
    });

    it('resolves at once for a payment that is not there', async () => {
      await waitForChange(anAcceptedPayment().id, 1);
      await waitForChange('not-an-id', 1);
    });

    it('does not wake a waiter of another payment', async () => {
      const [quiet, busy] = [await added(), await added()];
      const woken: string[] = [];
      const quietly = waitForChange(quiet.id, quiet.version).then(() => woken.push('quiet'));
      const busily = waitForChange(busy.id, busy.version).then(() => woken.push('busy'));
      await queue(busy.id);
      await busily;

      expect(woken).toEqual(['busy']);
      leaving.abort();
      await quietly;
    });

    it('wakes everybody who waits for the payment', async () => {
      const { id, version } = await added();
      const waiting = Array.from({ length: 5 }, () => waitForChange(id, version));
      await queue(id);

      await Promise.all(waiting);
    });

    it('resolves when the time is up', async () => {
      const { id, version } = await added();

      await waitForChange(id, version, 20);
    });

    it('resolves when the signal is aborted, also when it was before', async () => {
      const { id, version } = await added();
      const waiting = waitForChange(id, version);
      leaving.abort();

      await waiting;
      await waitForChange(id, version);
    });

    it('waits again after everybody has gone', async () => {
      const { id, version } = await added();
      await waitForChange(id, version, 20);
      const waiting = waitForChange(id, version);
      await queue(id);

      await waiting;
    });
  });
}
