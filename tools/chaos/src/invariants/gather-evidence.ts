import type { ClientRecord } from '../load/client-record';
import type { ChaosSystem } from '../system/chaos-system';
import type { DeadLetterGroup, Evidence, Leftovers, LedgerRow, MonthlyTotal, PaymentRow } from './evidence';
import { askStatuses, askTotals } from './ask-services';

const PAYMENTS = `
  select id, idempotency_key as "idempotencyKey", policy_number as "policyNumber", billing_period as "billingPeriod",
    amount_minor::text as "amountMinor", currency, outcome, reason_code as "reasonCode"
  from payments order by id`;

const LEDGER = `
  select payment_id as "paymentId", policy_number as "policyNumber", billing_period as "billingPeriod",
    amount_minor::text as "amountMinor", currency, outcome, reason_code as "reasonCode"
  from ledger_entries order by payment_id`;

const TOTALS = `
  select billing_period as "billingPeriod", currency, payments::integer as payments, amount_minor::text as "amountMinor"
  from monthly_totals order by 1, 2`;

const DEAD_LETTERS = `
  select queue || ': ' || reason_code || ': ' || min(error_message) as reason, count(*)::integer as letters
  from dead_letters group by queue, reason_code order by 1`;

/** Reads both databases past the services, and asks the services. */
export async function gatherEvidence(
  system: ChaosSystem,
  clients: readonly ClientRecord[],
  leftovers: Leftovers,
): Promise<Evidence> {
  const { apis, databases, workers } = system;
  const payments = await databases.customer.query<PaymentRow>(PAYMENTS);
  return {
    clients,
    payments,
    ledger: await databases.sales.query<LedgerRow>(LEDGER),
    totals: {
      stored: await databases.sales.query<MonthlyTotal>(TOTALS),
      told: await askTotals(workers[0].url),
    },
    told: await askStatuses(
      apis.map(({ url }) => url),
      payments.map(({ id }) => id),
    ),
    leftovers,
    deadLetters: [...(await deadLetters(system, 'customer')), ...(await deadLetters(system, 'sales'))],
    ownEnds: system.replicas.flatMap(({ ownEnds }) => ownEnds),
  };
}

async function deadLetters({ databases }: ChaosSystem, database: 'customer' | 'sales'): Promise<DeadLetterGroup[]> {
  const groups = await databases[database].query<{ reason: string; letters: number }>(DEAD_LETTERS);
  return groups.map((group) => ({ database, ...group }));
}
