import { PAYMENT_ACCEPTED_V1 } from '@decouple/contracts';
import type { Payment } from '../payment/payment';
import { markQueued, parkRefused } from '../payment/payment-transitions';

/** What happens to a payment when a message about it leaves the outbox; the same object for no change. */
export interface Settlement {
  /** The message is on the queue. */
  readonly sent: (payment: Payment, at: Date) => Payment;
  /** No broker will accept the message: it is a dead letter. */
  readonly refused: (payment: Payment, attempts: number, at: Date) => Payment;
}

/** By the type of the message. Messages of other types leave their payment as it is. */
export const SETTLEMENTS: Readonly<Record<string, Settlement>> = {
  [PAYMENT_ACCEPTED_V1]: { sent: markQueued, refused: parkRefused },
};

/** Ids of our messages are the payment's, or `<payment id>:<fact>`. */
export function paymentIdOf({ id }: { readonly id: string }): string {
  const end = id.indexOf(':');
  return end === -1 ? id : id.slice(0, end);
}
