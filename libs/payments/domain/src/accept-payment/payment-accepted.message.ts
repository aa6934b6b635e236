import { checkMessage, createMessage, PAYMENT_ACCEPTED_V1 } from '@decouple/contracts';
import { type OutgoingMessage, encodeMessage } from '@decouple/messaging-core';
import type { Payment } from '../payment/payment';

export interface TraceContext {
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
}

/** `trace-id` stands between the version and the span, each at its place (W3C Trace Context, 3.2.2). */
const TRACE_ID_AT = { start: '00-'.length, end: '00-'.length + 32 } as const;

export function traceIdOf({ traceparent }: TraceContext): string | undefined {
  return traceparent?.slice(TRACE_ID_AT.start, TRACE_ID_AT.end);
}

/** `source` of every message of customer-api. With the payment id it identifies the message permanently. */
export const CUSTOMER_SOURCE = '/decouple/customer-api';

/**
 * The message that asks sales to record the payment. The payment provider's token is not part of it.
 *
 * @throws MessageError for an order that breaks the contract
 */
export function paymentAcceptedMessage(payment: Payment, trace: TraceContext): OutgoingMessage {
  const { id, order } = payment;
  const acceptedAt = payment.acceptedAt.toISOString();
  const { traceparent, tracestate } = trace;
  const head = {
    id,
    source: CUSTOMER_SOURCE,
    time: acceptedAt,
    subject: id,
    correlationid: id,
    traceparent,
    tracestate,
  };
  const message = createMessage(PAYMENT_ACCEPTED_V1, head, {
    paymentId: id,
    policyNumber: order.policyNumber,
    customerId: order.customerId,
    billingPeriod: order.billingPeriod,
    amount: { value: order.amount.minorUnits.toString(), currency: order.amount.currency },
    paymentMethodType: order.method.type,
    acceptedAt,
  });
  // The order may come from a caller that did not validate it: a broken message must not be stored.
  checkMessage(message);
  // A customer with many payments does not delay those of other customers.
  return encodeMessage('sales', message, order.customerId);
}
