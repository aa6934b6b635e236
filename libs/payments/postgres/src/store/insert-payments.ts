import type { OutgoingMessage } from '@decouple/messaging-core';
import { type Database, insertIntoOutboxFrom } from '@decouple/messaging-postgres';
import type { Payment } from '@decouple/payments-domain';

/**
 * One statement, so that the payments and their messages are one transaction without a round trip more. In the order of
 * the key: two groups that store the same keys lock them in the same order, so neither waits for the other in a circle.
 */
const INSERT_PAYMENTS = `
  with candidate as (
    select *
    from unnest(
      $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::text[],
      $10::text[], $11::timestamptz[], $12::integer[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[]
    ) as candidate (
      payment_id, client_id, idempotency_key, policy_number, customer_id, billing_period, amount_minor, currency,
      method_type, method_token, accepted_at, version, queue, source, message_id, type, body
    )
  ),
  stored as (
    insert into payments (
      id, client_id, idempotency_key, policy_number, customer_id, billing_period, amount_minor, currency, method_type,
      method_token, accepted_at, version
    )
    select
      payment_id, client_id, idempotency_key, policy_number, customer_id, billing_period, amount_minor, currency,
      method_type, method_token, accepted_at, version
    from candidate
    order by client_id collate "C", idempotency_key collate "C"
    on conflict (client_id, idempotency_key) do nothing
    returning id
  ),
  announced as (${insertIntoOutboxFrom('candidate as message join stored on stored.id = message.payment_id')})
  select id from stored
`;

export interface NewPayment {
  readonly payment: Payment;
  readonly message: OutgoingMessage;
}

/**
 * Stores those of the payments whose keys are not used yet, with their messages.
 *
 * @param candidates payments just accepted, no key twice
 * @returns ids of the payments that were stored
 */
export async function insertPayments(
  database: Database,
  candidates: readonly NewPayment[],
): Promise<ReadonlySet<string>> {
  const payments = candidates.map(({ payment }) => payment);
  const messages = candidates.map(({ message }) => message);
  const rows = await database.query<{ id: string }>(INSERT_PAYMENTS, [
    payments.map(({ id }) => id),
    payments.map(({ clientId }) => clientId),
    payments.map(({ idempotencyKey }) => idempotencyKey),
    payments.map(({ order }) => order.policyNumber),
    payments.map(({ order }) => order.customerId),
    payments.map(({ order }) => order.billingPeriod),
    payments.map(({ order }) => order.amount.minorUnits.toString()),
    payments.map(({ order }) => order.amount.currency),
    payments.map(({ order }) => order.method.type),
    payments.map(({ order }) => order.method.token),
    payments.map(({ acceptedAt }) => acceptedAt.toISOString()),
    payments.map(({ version }) => version),
    messages.map(({ queue }) => queue),
    messages.map(({ source }) => source),
    messages.map(({ id }) => id),
    messages.map(({ type }) => type),
    messages.map(({ body }) => body),
  ]);
  return new Set(rows.map(({ id }) => id));
}
