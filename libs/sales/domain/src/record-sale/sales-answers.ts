import {
  createMessage,
  type Message,
  PAYMENT_ACCEPTED_V1,
  PAYMENT_ACCEPTED_V2,
  PAYMENT_DELAYED_V1,
  PAYMENT_PARKED_V1,
  PAYMENT_RECORDED_V1,
  PAYMENT_REDRIVEN_V1,
  PAYMENT_REJECTED_V1,
  type PaymentAcceptedV1,
  type PaymentAcceptedV2,
} from '@decouple/contracts';
import {
  type Clock,
  type DelayFacts,
  type FailureAnnouncer,
  type OutgoingMessage,
  type ParkFacts,
  type RedriveAnnouncer,
  encodeMessage,
} from '@decouple/messaging-core';
import type { LedgerEntry } from '../ports/sales-ledger.port';

/** `source` of every message of the sales service. */
export const SALES_SOURCE = '/decouple/sales-worker';

const ANSWER_QUEUE = 'payment-status';

/** Tells the customer side what was decided on its payment. The same entry always gives the same message. */
export function decisionAnswer(payment: PaymentAcceptedV2, { decision, decidedAt }: LedgerEntry): OutgoingMessage {
  const { paymentId } = payment.data;
  const at = decidedAt.toISOString();
  const answer =
    decision.outcome === 'recorded'
      ? createMessage(PAYMENT_RECORDED_V1, head(payment, 'recorded', at), { paymentId, recordedAt: at })
      : createMessage(PAYMENT_REJECTED_V1, head(payment, 'rejected', at), {
          paymentId,
          reason: decision.reason,
          rejectedAt: at,
        });
  return encodeMessage(ANSWER_QUEUE, answer);
}

/** Tells the customer side that its payment is late, waits for a person, or was sent on its way again by one. */
export class SalesFailureAnnouncer implements FailureAnnouncer, RedriveAnnouncer {
  constructor(private readonly clock: Clock) {}

  delayed(message: Message, { attempt, nextAttemptAt, reasonCode, sequence }: DelayFacts): readonly OutgoingMessage[] {
    if (!tellsOfPayment(message)) return [];
    const at = this.clock.now().toISOString();
    const answer = createMessage(PAYMENT_DELAYED_V1, head(message, `delayed:${sequence}`, at), {
      paymentId: message.data.paymentId,
      attempt,
      nextAttemptAt: nextAttemptAt.toISOString(),
      reason: { code: reasonCode, detail: 'Recording the payment failed and will be tried again.' },
      delayedAt: at,
      sequence,
    });
    return [encodeMessage(ANSWER_QUEUE, answer)];
  }

  parked(message: Message, { attempts, reasonCode, sequence }: ParkFacts): readonly OutgoingMessage[] {
    if (!tellsOfPayment(message)) return [];
    const at = this.clock.now().toISOString();
    const answer = createMessage(PAYMENT_PARKED_V1, head(message, `parked:${sequence}`, at), {
      paymentId: message.data.paymentId,
      attempts,
      reason: { code: reasonCode, detail: 'The payment could not be recorded; our staff will look at it.' },
      parkedAt: at,
      sequence,
    });
    return [encodeMessage(ANSWER_QUEUE, answer)];
  }

  redriven(message: Message, sequence: number): readonly OutgoingMessage[] {
    if (!tellsOfPayment(message)) return [];
    const at = this.clock.now().toISOString();
    const answer = createMessage(PAYMENT_REDRIVEN_V1, head(message, `redriven:${sequence}`, at), {
      paymentId: message.data.paymentId,
      redrivenAt: at,
      sequence,
    });
    return [encodeMessage(ANSWER_QUEUE, answer)];
  }
}

/** In any version: the announcements need no more of it than whose payment it is. */
function tellsOfPayment(message: Message): message is PaymentAcceptedV1 | PaymentAcceptedV2 {
  return message.type === PAYMENT_ACCEPTED_V1 || message.type === PAYMENT_ACCEPTED_V2;
}

function head(payment: PaymentAcceptedV1 | PaymentAcceptedV2, fact: string, time: string) {
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
