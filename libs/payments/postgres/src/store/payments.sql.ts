import type { Queryable } from '@decouple/messaging-postgres';
import type { Payment, PaymentQuery } from '@decouple/payments-domain';
import { PAYMENT_COLUMNS, PAYMENT_STATUS, paymentFromRow, type PaymentRow } from './payment-row';

const FIND_PAYMENTS = `
  select ${PAYMENT_COLUMNS}
  from payments
  where payments.id = any($1::uuid[])
`;

export type PaymentOfClient = Pick<Payment, 'clientId' | 'id'>;

/** @returns in the order of `wanted`; undefined where there is no such payment of that client */
export async function findPayments(
  database: Queryable,
  wanted: readonly PaymentOfClient[],
): Promise<readonly (Payment | undefined)[]> {
  const rows = await database.query<PaymentRow>(FIND_PAYMENTS, [wanted.map(({ id }) => id)]);
  const found = new Map(rows.map((row) => [row.id, paymentFromRow(row)]));
  return wanted.map(({ clientId, id }) => {
    const payment = found.get(id);
    return payment?.clientId === clientId ? payment : undefined;
  });
}

/** Lateral with a limit, though the key is unique: it forces one index look-up per key. */
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
  database: Queryable,
  keys: readonly Pick<Payment, 'clientId' | 'idempotencyKey'>[],
): Promise<readonly Payment[]> {
  const rows = await database.query<PaymentRow>(FIND_PAYMENTS_BY_KEY, [
    keys.map(({ clientId }) => clientId),
    keys.map(({ idempotencyKey }) => idempotencyKey),
  ]);
  return rows.map(paymentFromRow);
}

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
  database: Queryable,
  { clientId, policyNumber, status, after, limit }: PaymentQuery,
): Promise<readonly Payment[]> {
  const rows = await database.query<PaymentRow>(LIST_PAYMENTS, [clientId, policyNumber, status, after, limit]);
  return rows.map(paymentFromRow);
}

/** In the order of the id, like every transaction that locks payments, so that they cannot deadlock. */
const LOCK_PAYMENTS = `
  select ${PAYMENT_COLUMNS}
  from payments
  where payments.id = any($1::uuid[])
  order by payments.id
  for update
`;

export async function lockPayments(transaction: Queryable, ids: readonly string[]): Promise<readonly Payment[]> {
  const rows = await transaction.query<PaymentRow>(LOCK_PAYMENTS, [ids]);
  return rows.map(paymentFromRow);
}

const FIND_KNOWN_IDS = `select payments.id from payments where payments.id = any($1::uuid[])`;

export async function findKnownIds(transaction: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await transaction.query<{ readonly id: string }>(FIND_KNOWN_IDS, [ids]);
  return new Set(rows.map(({ id }) => id));
}
