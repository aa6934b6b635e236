import type { Database } from '@decouple/messaging-postgres';
import type { Payment } from '@decouple/payments-domain';
import { PAYMENT_COLUMNS, paymentFromRow, type PaymentRow } from '../store/payment-row';

const PAGE_PAYMENTS = `
  select ${PAYMENT_COLUMNS}
  from payments
  where $1::uuid is null or payments.id > $1::uuid
  order by payments.id
  limit $2::integer
`;

export async function pagePayments(
  database: Database,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly Payment[]> {
  const rows = await database.query<PaymentRow>(PAGE_PAYMENTS, [after, limit]);
  return rows.map(paymentFromRow);
}
