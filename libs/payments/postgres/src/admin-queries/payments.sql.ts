import type { Queryable } from '@decouple/messaging-postgres';
import { type Payment, PAYMENT_STATUSES, type PaymentCounts, type PaymentStatus } from '@decouple/payments-domain';
import { isPaymentId, PAYMENT_COLUMNS, PAYMENT_STATUS, paymentFromRow, type PaymentRow } from '../store/payment-row';

const FIND_ANY_PAYMENT = `
  select ${PAYMENT_COLUMNS}
  from payments
  where payments.id = $1::uuid
`;

/** The payment, of any client. */
export async function findAnyPayment(database: Queryable, id: string): Promise<Payment | undefined> {
  const [row] = await database.query<PaymentRow>(FIND_ANY_PAYMENT, [id]);
  return row === undefined ? undefined : paymentFromRow(row);
}

const PAGE_PAYMENTS = `
  select ${PAYMENT_COLUMNS}
  from payments
  where $1::uuid is null or payments.id > $1::uuid
  order by payments.id
  limit $2::integer
`;

export async function pagePayments(
  database: Queryable,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly Payment[]> {
  const rows = await database.query<PaymentRow>(PAGE_PAYMENTS, [after, limit]);
  return rows.map(paymentFromRow);
}

/** Client ids come first in both indexes and are few: PostgreSQL skips from one to the next. */
const SEARCH_PAYMENTS = `
  select ${PAYMENT_COLUMNS}
  from payments
  where payments.id = $1::uuid or payments.policy_number = $2::text or payments.idempotency_key = $2::text
  order by payments.id desc
  limit $3::integer
`;

export async function searchPayments(database: Queryable, text: string, limit: number): Promise<readonly Payment[]> {
  // No stored text has a NUL, and PostgreSQL refuses a statement with one.
  if (text.includes('\0')) return [];
  const id = isPaymentId(text) ? text : null;
  const rows = await database.query<PaymentRow>(SEARCH_PAYMENTS, [id, text, limit]);
  return rows.map(paymentFromRow);
}

const COUNT_PAYMENTS = `
  select ${PAYMENT_STATUS} as status, count(*)::integer as payments
  from payments
  group by 1
`;

export async function countPayments(database: Queryable): Promise<PaymentCounts> {
  const rows = await database.query<{ readonly status: PaymentStatus; readonly payments: number }>(COUNT_PAYMENTS, []);
  const found = new Map(rows.map(({ payments, status }) => [status, payments]));
  return Object.fromEntries(
    PAYMENT_STATUSES.map((status) => [status, found.get(status) ?? 0]),
  ) as unknown as PaymentCounts;
}

/** Answered from the index of payments that are not final, which is small. */
const FIND_OLDEST_UNANSWERED = `
  select min(payments.accepted_at) as oldest
  from payments
  where payments.outcome is null
    and payments.accepted_at >= $1::timestamptz
`;

/** @param since as PostgreSQL reads a timestamp; payments that were accepted before are left */
export async function findOldestUnanswered(transaction: Queryable, since: string): Promise<Date | undefined> {
  const [row] = await transaction.query<{ readonly oldest: Date | null }>(FIND_OLDEST_UNANSWERED, [since]);
  return row?.oldest ?? undefined;
}
