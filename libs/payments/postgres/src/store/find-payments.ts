import type { Database } from '@decouple/messaging-postgres';
import type { Payment } from '@decouple/payments-domain';
import { PAYMENT_COLUMNS, paymentFromRow, type PaymentRow } from './payment-row';

const FIND_PAYMENTS = `
  select ${PAYMENT_COLUMNS}
  from payments
  where payments.id = any($1::uuid[])
`;

export type PaymentOfClient = Pick<Payment, 'clientId' | 'id'>;

/** @returns in the order of `wanted`; undefined where there is no such payment of that client */
export async function findPayments(
  database: Database,
  wanted: readonly PaymentOfClient[],
): Promise<readonly (Payment | undefined)[]> {
  const rows = await database.query<PaymentRow>(FIND_PAYMENTS, [wanted.map(({ id }) => id)]);
  const found = new Map(rows.map((row) => [row.id, paymentFromRow(row)]));
  return wanted.map(({ clientId, id }) => {
    const payment = found.get(id);
    return payment?.clientId === clientId ? payment : undefined;
  });
}
