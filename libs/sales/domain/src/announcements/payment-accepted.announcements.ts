import {
  createMessage,
  PAYMENT_DELAYED_V1,
  PAYMENT_PARKED_V1,
  PAYMENT_REDRIVEN_V1,
  type PaymentAcceptedV1,
  type PaymentAcceptedV2,
} from '@decouple/contracts';
import { replyHead } from '../record-sale/sales-answers';
import type { Announcements } from './announcements';

/** Replies about a payment that cannot be recorded yet, in any version: they need no more of it than its id. */
export const PAYMENT_ACCEPTED_ANNOUNCEMENTS: Announcements<PaymentAcceptedV1 | PaymentAcceptedV2> = {
  delayed: (message, { attempt, nextAttemptAt, reasonCode, sequence }, at) =>
    createMessage(PAYMENT_DELAYED_V1, replyHead(message, `delayed:${sequence}`, at), {
      paymentId: message.data.paymentId,
      attempt,
      nextAttemptAt: nextAttemptAt.toISOString(),
      reason: { code: reasonCode, detail: 'Recording the payment failed and will be tried again.' },
      delayedAt: at,
      sequence,
    }),
  parked: (message, { attempts, reasonCode, sequence }, at) =>
    createMessage(PAYMENT_PARKED_V1, replyHead(message, `parked:${sequence}`, at), {
      paymentId: message.data.paymentId,
      attempts,
      reason: { code: reasonCode, detail: 'The payment could not be recorded; our staff will look at it.' },
      parkedAt: at,
      sequence,
    }),
  redriven: (message, sequence, at) =>
    createMessage(PAYMENT_REDRIVEN_V1, replyHead(message, `redriven:${sequence}`, at), {
      paymentId: message.data.paymentId,
      redrivenAt: at,
      sequence,
    }),
};
