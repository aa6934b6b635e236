import type { Transaction } from '@decouple/messaging-postgres';
import { CUSTOMER_SOURCE, type ResendFacts } from '@decouple/payments-domain';
import { PAYMENT_COLUMNS, paymentFromRow, type PaymentRow } from '../store/payment-row';

/** In the order of the id, like every transaction that locks payments, so that they cannot deadlock. */
const LOCK_RESEND_FACTS = `
  select ${PAYMENT_COLUMNS},
    payments.reemitted_at as "lastResentAt",
    exists (
      select from outbox where outbox.source = $2::text and outbox.message_id = payments.id::text
    ) as waiting
  from payments
  where payments.id = any($1::uuid[])
  order by payments.id
  for update of payments
`;

type Row = PaymentRow & { readonly lastResentAt: Date | null; readonly waiting: boolean };

/** @returns what is known of those payments that exist, by their ids; they are locked */
export async function lockResendFacts(
  transaction: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ResendFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await transaction.query<Row>(LOCK_RESEND_FACTS, [ids, CUSTOMER_SOURCE]);
  return new Map(
    rows.map((row) => [
      row.id,
      { payment: paymentFromRow(row), lastResentAt: row.lastResentAt ?? undefined, waiting: row.waiting },
    ]),
  );
}
