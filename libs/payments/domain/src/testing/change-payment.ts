import type { Payment } from '../payment/payment';
import type { PaymentStore } from '../payment/payment-store.port';

/** Changes a payment without a message, and returns it as it is now. */
export async function changePayment(
  store: Pick<PaymentStore, 'change'>,
  id: string,
  transition: (payment: Payment) => Payment,
): Promise<Payment | undefined> {
  return (await store.change(id, (payment) => ({ payment: transition(payment) })))?.payment;
}
