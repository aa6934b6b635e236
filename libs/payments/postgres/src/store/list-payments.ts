import type { Database } from '@decouple/messaging-postgres';
import type { Payment, PaymentQuery } from '@decouple/payments-domain';
import { PAYMENT_COLUMNS, PAYMENT_STATUS, paymentFromRow, type PaymentRow } from './payment-row';

/** The planner sees the values: a filter that is null costs nothing, and the index fits those that are set. */
const LIST_PAYMENTS = `
  select ${PAYMENT_COLUMNS}
  from payments
  where payments.client_id = $1::text
    and ($2::text is null or payments.policy_number = $2::text)
    and ($3::text is null or ${PAYMENT_STATUS} = $3::text)
    and ($4::uuid is null or payments.id < $4::uuid)
  order by payments.id desc
  limit $5::integer
`;

export async function listPayments(
  database: Database,
  { clientId, policyNumber, status, after, limit }: PaymentQuery,
): Promise<readonly Payment[]> {
  const rows = await database.query<PaymentRow>(LIST_PAYMENTS, [clientId, policyNumber, status, after, limit]);
  return rows.map(paymentFromRow);
}
