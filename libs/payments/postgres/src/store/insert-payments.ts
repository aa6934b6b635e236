import type { OutgoingMessage } from '@decouple/messaging-core';
import { type Database, insertIntoOutboxFrom, type Transaction, DelimitedColumns } from '@decouple/messaging-postgres';
import type { Payment } from '@decouple/payments-domain';

export interface NewPayment {
  readonly payment: Payment;
  readonly message: OutgoingMessage;
}

const CANDIDATES = new DelimitedColumns<NewPayment>({
  payment_id: { type: 'uuid', value: ({ payment }) => payment.id },
  client_id: { type: 'text', value: ({ payment }) => payment.clientId },
  idempotency_key: { type: 'text', value: ({ payment }) => payment.idempotencyKey },
  policy_number: { type: 'text', value: ({ payment }) => payment.order.policyNumber },
  customer_id: { type: 'text', value: ({ payment }) => payment.order.customerId },
  billing_period: { type: 'text', value: ({ payment }) => payment.order.billingPeriod },
  amount_minor: { type: 'bigint', value: ({ payment }) => payment.order.amount.minorUnits.toString() },
  currency: { type: 'text', value: ({ payment }) => payment.order.amount.currency },
  method_type: { type: 'text', value: ({ payment }) => payment.order.method.type },
  method_token: { type: 'text', value: ({ payment }) => payment.order.method.token },
  accepted_at: { type: 'timestamptz', value: ({ payment }) => payment.acceptedAt.toISOString() },
  trace_id: { type: 'uuid', value: ({ payment }) => payment.traceId },
  version: { type: 'integer', value: ({ payment }) => payment.version },
  queue: { type: 'text', value: ({ message }) => message.queue },
  source: { type: 'text', value: ({ message }) => message.source },
  message_id: { type: 'text', value: ({ message }) => message.id },
  type: { type: 'text', value: ({ message }) => message.type },
  body: { type: 'text', value: ({ message }) => message.body },
  group_id: { type: 'text', value: ({ message }) => message.groupId },
});

/**
 * One statement, so that the payments and their messages are one transaction without a round trip more. In the order of
 * the key: two groups that store the same keys lock them in the same order, so they cannot deadlock.
 *
 * Returns those that were not stored: nearly always none.
 */
const INSERT_PAYMENTS = `
  with candidate as (${CANDIDATES.sql}),
  stored as (
    insert into payments (
      id, client_id, idempotency_key, policy_number, customer_id, billing_period, amount_minor, currency, method_type,
      method_token, accepted_at, trace_id, version
    )
    select
      payment_id, client_id, idempotency_key, policy_number, customer_id, billing_period, amount_minor, currency,
      method_type, method_token, accepted_at, trace_id, version
    from candidate
    order by client_id collate "C", idempotency_key collate "C"
    on conflict (client_id, idempotency_key) do nothing
    returning id
  ),
  announced as (${insertIntoOutboxFrom('candidate as message join stored on stored.id = message.payment_id')})
  select payment_id as id from candidate where payment_id not in (select id from stored)
`;

/**
 * Stores those of the payments whose keys are not used yet, with their messages.
 *
 * @param candidates payments just accepted, no key twice
 * @returns ids of the payments that were not stored
 */
export async function insertPayments(
  database: Pick<Database | Transaction, 'query'>,
  candidates: readonly NewPayment[],
): Promise<ReadonlySet<string>> {
  const rows = await database.query<{ id: string }>(INSERT_PAYMENTS, CANDIDATES.parameters(candidates));
  return new Set(rows.map(({ id }) => id));
}
