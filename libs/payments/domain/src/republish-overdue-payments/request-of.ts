import type { OutgoingMessage } from '@decouple/messaging-core';
import { paymentAcceptedMessage, type TraceContext } from '../accept-payment/payment-accepted.message';
import type { Payment, PaymentStatus } from '../payment/payment';

type Request = (payment: Payment, trace: TraceContext) => OutgoingMessage;

/** The message that asks for the reply a payment waits for, by its status. Other statuses wait for none. */
const REQUESTS: Partial<Readonly<Record<PaymentStatus, Request>>> = {
  accepted: paymentAcceptedMessage,
  queued: paymentAcceptedMessage,
  delayed: paymentAcceptedMessage,
};

/** The statuses of payments that wait for a reply: what reconciliation looks for. */
export const AWAITING_STATUSES = Object.keys(REQUESTS) as readonly PaymentStatus[];

/**
 * The message to publish again while the reply is missing. The trace of the first one has ended, so this has none.
 *
 * @throws Error when the payment waits for no reply
 */
export function requestOf(payment: Payment): OutgoingMessage {
  const { id, state } = payment;
  const request = REQUESTS[state.status];
  if (request === undefined) throw new Error(`Payment ${id} is ${state.status}: it waits for no reply.`);
  return request(payment, {});
}
