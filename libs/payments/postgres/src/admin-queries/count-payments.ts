import type { Database } from '@decouple/messaging-postgres';
import { PAYMENT_STATUSES, type PaymentCounts, type PaymentStatus } from '@decouple/payments-domain';
import { PAYMENT_STATUS } from '../store/payment-row';

const COUNT_PAYMENTS = `
  select ${PAYMENT_STATUS} as status, count(*)::integer as payments
  from payments
  group by 1
`;

export async function countPayments(database: Database): Promise<PaymentCounts> {
  const rows = await database.query<{ readonly status: PaymentStatus; readonly payments: number }>(COUNT_PAYMENTS, []);
  const found = new Map(rows.map(({ payments, status }) => [status, payments]));
  return Object.fromEntries(
    PAYMENT_STATUSES.map((status) => [status, found.get(status) ?? 0]),
  ) as unknown as PaymentCounts;
}
