import type { Payment } from '@decouple/payments-domain';
import type { Transaction } from '@decouple/messaging-postgres';
import { PAYMENT_COLUMNS, paymentFromRow, type PaymentRow } from './payment-row';

/** In the order of the id, as everybody locks payments: then nobody waits in a circle. */
const LOCK_PAYMENTS = `
  select ${PAYMENT_COLUMNS}
  from payments
  where payments.id = any($1::uuid[])
  order by payments.id
  for update
`;

export async function lockPayments(transaction: Transaction, ids: readonly string[]): Promise<readonly Payment[]> {
  const rows = await transaction.query<PaymentRow>(LOCK_PAYMENTS, [ids]);
  return rows.map(paymentFromRow);
}
