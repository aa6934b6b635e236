import type { Database } from '@decouple/messaging-postgres';
import type { Payment } from '@decouple/payments-domain';
import { PAYMENT_COLUMNS, paymentFromRow, type PaymentRow } from './payment-row';

/** Lateral with a limit, though the key is unique: it leaves the planner nothing but one index look-up per key. */
const FIND_PAYMENTS_BY_KEY = `
  select found.*
  from unnest($1::text[], $2::text[]) as wanted (client_id, idempotency_key)
  cross join lateral (
    select ${PAYMENT_COLUMNS}
    from payments
    where payments.client_id = wanted.client_id and payments.idempotency_key = wanted.idempotency_key
    limit 1
  ) as found
`;

export async function findPaymentsByKey(
  database: Database,
  keys: readonly Pick<Payment, 'clientId' | 'idempotencyKey'>[],
): Promise<readonly Payment[]> {
  const rows = await database.query<PaymentRow>(FIND_PAYMENTS_BY_KEY, [
    keys.map(({ clientId }) => clientId),
    keys.map(({ idempotencyKey }) => idempotencyKey),
  ]);
  return rows.map(paymentFromRow);
}
