import type { Database } from '@decouple/messaging-postgres';
import type { Payment } from '@decouple/payments-domain';
import { PAYMENT_COLUMNS, paymentFromRow, type PaymentRow } from '../store/payment-row';

const FIND_ANY_PAYMENT = `
  select ${PAYMENT_COLUMNS}
  from payments
  where payments.id = $1::uuid
`;

/** The payment, whoever it belongs to. */
export async function findAnyPayment(database: Database, id: string): Promise<Payment | undefined> {
  const [row] = await database.query<PaymentRow>(FIND_ANY_PAYMENT, [id]);
  return row === undefined ? undefined : paymentFromRow(row);
}
