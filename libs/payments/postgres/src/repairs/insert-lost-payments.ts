import { type Transaction, DelimitedColumns } from '@decouple/messaging-postgres';
import type { Payment } from '@decouple/payments-domain';

const LOST = new DelimitedColumns<Payment>({
  id: { type: 'uuid', value: ({ id }) => id },
  client_id: { type: 'text', value: ({ clientId }) => clientId },
  idempotency_key: { type: 'text', value: ({ idempotencyKey }) => idempotencyKey },
  policy_number: { type: 'text', value: ({ order }) => order.policyNumber },
  customer_id: { type: 'text', value: ({ order }) => order.customerId },
  billing_period: { type: 'text', value: ({ order }) => order.billingPeriod },
  amount_minor: { type: 'bigint', value: ({ order }) => order.amount.minorUnits.toString() },
  currency: { type: 'text', value: ({ order }) => order.amount.currency },
  method_type: { type: 'text', value: ({ order }) => order.method.type },
  method_token: { type: 'text', value: ({ order }) => order.method.token },
  accepted_at: { type: 'timestamptz', value: ({ acceptedAt }) => acceptedAt.toISOString() },
  trace_id: { type: 'uuid', value: ({ traceId }) => traceId },
  version: { type: 'integer', value: ({ version }) => version },
});

/** Without a message: sales has decided on these payments. A payment that is known is left alone. */
const INSERT_LOST_PAYMENTS = `
  insert into payments (
    id, client_id, idempotency_key, policy_number, customer_id, billing_period, amount_minor, currency, method_type,
    method_token, accepted_at, trace_id, version
  )
  select
    id, client_id, idempotency_key, policy_number, customer_id, billing_period, amount_minor, currency, method_type,
    method_token, accepted_at, trace_id, version
  from (${LOST.sql}) as lost
  order by client_id collate "C", idempotency_key collate "C"
  on conflict do nothing
  returning id
`;

/** @returns ids of the payments that were not known; their outcome is still to be written */
export async function insertLostPayments(
  transaction: Transaction,
  payments: readonly Payment[],
): Promise<ReadonlySet<string>> {
  if (payments.length === 0) return new Set();
  const rows = await transaction.query<{ readonly id: string }>(INSERT_LOST_PAYMENTS, LOST.parameters(payments));
  return new Set(rows.map(({ id }) => id));
}
