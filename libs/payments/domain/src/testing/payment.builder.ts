import type { OutgoingMessage } from '@decouple/messaging-core';
import { SequentialIdGenerator } from '@decouple/messaging-core/testing';
import { paymentAcceptedMessage } from '../accept-payment/payment-accepted.message';
import type { Payment, PaymentOrder } from '../payment/payment';
import { acceptedPayment } from '../payment/payment-transitions';

const ids = new SequentialIdGenerator();
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

export function aPaymentOrder(facts: Partial<PaymentOrder> = {}): PaymentOrder {
  return {
    policyNumber: 'POL-100001',
    customerId: 'CUST-1001',
    billingPeriod: '2026-11',
    amount: { minorUnits: 4_999n, currency: 'EUR' },
    method: { type: 'card', token: 'tok_4f9a' },
    ...facts,
  };
}

/** A payment just accepted, of its own id and key each time; ids ascend. */
export function anAcceptedPayment(
  facts: Partial<Pick<Payment, 'id' | 'clientId' | 'idempotencyKey' | 'order' | 'acceptedAt'>> = {},
): Payment {
  const id = facts.id ?? ids.next();
  return acceptedPayment({
    id,
    clientId: 'client-a',
    idempotencyKey: `key-of-${id}`,
    order: aPaymentOrder(),
    acceptedAt: new Date('2026-11-22T10:00:00.123Z'),
    traceId: TRACE_ID,
    ...facts,
  });
}

/** The message that goes with a payment. */
export function messageOf(payment: Payment): OutgoingMessage {
  return paymentAcceptedMessage(payment, { traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` });
}
