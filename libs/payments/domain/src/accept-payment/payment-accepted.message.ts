import { createMessage, PAYMENT_ACCEPTED_V1 } from '@decouple/contracts';
import { type OutgoingMessage, toOutgoing } from '@decouple/messaging-core';
import type { Payment } from '../payment/payment';

export interface TraceContext {
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
}

/** The second field of `traceparent` (W3C Trace Context, 3.2.2). */
export function traceIdOf({ traceparent }: TraceContext): string | undefined {
  return traceparent?.split('-')[1];
}

/** `source` of every message of the customer service. With the payment id it identifies the message for ever. */
export const CUSTOMER_SOURCE = '/decouple/customer-api';

/** Tells sales of the payment. Carries what sales needs and no more: the provider's token stays here. */
export function paymentAcceptedMessage(payment: Payment, trace: TraceContext): OutgoingMessage {
  const { id, order } = payment;
  const acceptedAt = payment.acceptedAt.toISOString();
  const head = { id, source: CUSTOMER_SOURCE, time: acceptedAt, subject: id, correlationid: id, ...trace };
  const message = createMessage(PAYMENT_ACCEPTED_V1, head, {
    paymentId: id,
    policyNumber: order.policyNumber,
    customerId: order.customerId,
    billingPeriod: order.billingPeriod,
    amount: { value: order.amount.minorUnits.toString(), currency: order.amount.currency },
    paymentMethodType: order.method.type,
    acceptedAt,
  });
  return toOutgoing('sales', message);
}
