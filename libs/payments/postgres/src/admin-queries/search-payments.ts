import type { Database } from '@decouple/messaging-postgres';
import type { Payment } from '@decouple/payments-domain';
import { isPaymentId } from '../store/payment-id';
import { PAYMENT_COLUMNS, paymentFromRow, type PaymentRow } from '../store/payment-row';

/** Client ids come first in both indexes and are few: PostgreSQL skips from one to the next. */
const SEARCH_PAYMENTS = `
  select ${PAYMENT_COLUMNS}
  from payments
  where payments.id = $1::uuid or payments.policy_number = $2::text or payments.idempotency_key = $2::text
  order by payments.id desc
  limit $3::integer
`;

export async function searchPayments(database: Database, text: string, limit: number): Promise<readonly Payment[]> {
  // No stored text has a NUL, and PostgreSQL refuses a statement with one.
  if (text.includes('\0')) return [];
  const id = isPaymentId(text) ? text : null;
  const rows = await database.query<PaymentRow>(SEARCH_PAYMENTS, [id, text, limit]);
  return rows.map(paymentFromRow);
}
