import { createMessage, PAYMENT_ACCEPTED_V1 } from '@decouple/contracts';
import { UuidV7Generator } from '@decouple/platform';

const MONTHS = 12;

/** Messages of payments, each of another policy or another month, so that all of them are recorded. */
export function acceptedMessages(count: number, prefix: string): string[] {
  const ids = new UuidV7Generator();
  const now = new Date();
  const time = now.toISOString();
  return Array.from({ length: count }, (_, number) => {
    const id = ids.next();
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (number % MONTHS), 1));
    const head = { id, source: '/decouple/customer-api', time, subject: id, correlationid: id };
    const message = createMessage(PAYMENT_ACCEPTED_V1, head, {
      paymentId: id,
      policyNumber: `POL-${prefix}${Math.floor(number / MONTHS)}`,
      customerId: 'CUST-1',
      billingPeriod: month.toISOString().slice(0, 7),
      amount: { value: String(1_000 + (number % 9_000)), currency: 'EUR' },
      paymentMethodType: 'card',
      acceptedAt: time,
    });
    return JSON.stringify(message);
  });
}
