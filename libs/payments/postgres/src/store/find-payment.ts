import type { Database } from '@decouple/messaging-postgres';
import type { Payment } from '@decouple/payments-domain';
import { PAYMENT_COLUMNS, paymentFromRow, type PaymentRow } from './payment-row';

const FIND_PAYMENT = `
  select ${PAYMENT_COLUMNS}
  from payments
  where payments.id = $1::uuid and payments.client_id = $2::text
`;

export async function findPayment(database: Database, clientId: string, id: string): Promise<Payment | undefined> {
  const [row] = await database.query<PaymentRow>(FIND_PAYMENT, [id, clientId]);
  return row === undefined ? undefined : paymentFromRow(row);
}
