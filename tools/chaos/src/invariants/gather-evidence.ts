import type { ClientRecord, LedgerRow, Leftovers, MonthlyTotal, PaymentRow } from '@decouple/invariants';
import type { ChaosSystem } from '../system/chaos-system';
import { readStatuses, readTotals } from './ask-services';
import type { ChaosEvidence, DeadLetterGroup } from './evidence';

const PAYMENTS = `
  select id, idempotency_key as "idempotencyKey", policy_number as "policyNumber", billing_period as "billingPeriod",
    amount_minor::text as "amountMinor", currency, customer_id || ' ' || method_type || ' ' || method_token as payer,
    outcome, reason_code as "reasonCode"
  from payments order by id`;

const LEDGER = `
  select payment_id as "paymentId", policy_number as "policyNumber", billing_period as "billingPeriod",
    amount_minor::text as "amountMinor", currency, outcome, reason_code as "reasonCode"
  from ledger_entries order by payment_id`;

const TOTALS = `
  select billing_period as "billingPeriod", currency, payments::integer as payments, amount_minor::text as "amountMinor"
  from monthly_totals order by 1, 2`;

const DEAD_LETTERS = `
  select queue || ': ' || reason_code || ': ' || min(error_message) as reason, count(*)::integer as messages
  from dead_letters group by queue, reason_code order by 1`;

/** Reads both databases directly, and the APIs of the services. */
export async function gatherEvidence(
  system: ChaosSystem,
  clients: readonly ClientRecord[],
  leftovers: Leftovers,
): Promise<ChaosEvidence> {
  const { apis, databases, workers } = system;
  const payments = await databases.customer.query<PaymentRow>(PAYMENTS);
  return {
    clients,
    payments,
    ledger: await databases.sales.query<LedgerRow>(LEDGER),
    totals: {
      stored: await databases.sales.query<MonthlyTotal>(TOTALS),
      'shown by sales-worker': await readTotals(workers[0].url),
    },
    shown: await readStatuses(
      apis.map(({ url }) => url),
      payments.map(({ id }) => id),
    ),
    leftovers,
    deadLetters: [...(await deadLetters(system, 'customer')), ...(await deadLetters(system, 'sales'))],
    unexpectedExits: system.replicas.flatMap(({ unexpectedExits }) => unexpectedExits),
  };
}

async function deadLetters({ databases }: ChaosSystem, database: 'customer' | 'sales'): Promise<DeadLetterGroup[]> {
  const groups = await databases[database].query<{ reason: string; messages: number }>(DEAD_LETTERS);
  return groups.map((group) => ({ database, ...group }));
}
