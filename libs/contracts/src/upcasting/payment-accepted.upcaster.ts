import type { PaymentAcceptedV1 } from '../messages/payment-accepted.v1';
import { PAYMENT_ACCEPTED_V2, type PaymentAcceptedV2 } from '../messages/payment-accepted.v2';
import { createMessage } from '../parsing/create-message';

/**
 * The same message in version 2. Its identity stays, `source` and `id`: told in both versions, the fact is still one
 * fact, and a consumer that handled it before sees a duplicate.
 */
export function upcastPaymentAcceptedV1(message: PaymentAcceptedV1): PaymentAcceptedV2 {
  const { correlationid, data, id, source, subject, time, traceparent, tracestate } = message;
  const { paymentMethodType, ...same } = data;
  const head = { id, source, time, subject, correlationid, traceparent, tracestate };
  return createMessage(PAYMENT_ACCEPTED_V2, head, { ...same, paymentMethod: { type: paymentMethodType } });
}
