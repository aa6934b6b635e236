import {
  createMessage,
  PAYMENT_RECORDED_V1,
  PAYMENT_REJECTED_V1,
  type PaymentAcceptedV1,
  type PaymentAcceptedV2,
} from '@decouple/contracts';
import { encodeMessage, type OutgoingMessage } from '@decouple/messaging-core';
import type { LedgerEntry } from './sales-ledger.port';

/** `source` of every message of the sales service. */
export const SALES_SOURCE = '/decouple/sales-worker';

/** Where replies to payments go. */
export const REPLY_QUEUE = 'payment-status';

/** The reply to the sender of a payment. The same entry always gives the same message. */
export function decisionAnswer(payment: PaymentAcceptedV2, { decision, decidedAt }: LedgerEntry): OutgoingMessage {
  const { paymentId } = payment.data;
  const at = decidedAt.toISOString();
  const answer =
    decision.outcome === 'recorded'
      ? createMessage(PAYMENT_RECORDED_V1, replyHead(payment, 'recorded', at), { paymentId, recordedAt: at })
      : createMessage(PAYMENT_REJECTED_V1, replyHead(payment, 'rejected', at), {
          paymentId,
          reason: decision.reason,
          rejectedAt: at,
        });
  return encodeMessage(REPLY_QUEUE, answer);
}

/** The head of a reply to the sender of a payment. `fact` makes its id: the same fact is the same message. */
export function replyHead(payment: PaymentAcceptedV1 | PaymentAcceptedV2, fact: string, time: string) {
  const { paymentId } = payment.data;
  return {
    id: `${paymentId}:${fact}`,
    source: SALES_SOURCE,
    time,
    subject: paymentId,
    correlationid: payment.correlationid ?? paymentId,
    traceparent: payment.traceparent,
    tracestate: payment.tracestate,
    destination: payment.source,
  };
}
