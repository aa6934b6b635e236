import type { Queryable } from '@decouple/messaging-postgres';
import type { PolicyHistory, RegisteredEntry } from '@decouple/sales-domain';
import {
  isPaymentId,
  REGISTERED_ENTRY_COLUMNS,
  registeredEntryFromRow,
  type RegisteredEntryRow,
} from '../ledger/ledger.sql';

const FIND_REGISTERED_ENTRY = `
  select ${REGISTERED_ENTRY_COLUMNS}
  from ledger_entries as entry
  where entry.payment_id = $1::uuid
`;

/** An id that is no UUID has no entry; PostgreSQL would refuse the statement over it. */
export async function findRegisteredEntry(
  database: Queryable,
  paymentId: string,
): Promise<RegisteredEntry | undefined> {
  if (!isPaymentId(paymentId)) return undefined;
  const [row] = await database.query<RegisteredEntryRow>(FIND_REGISTERED_ENTRY, [paymentId]);
  return row === undefined ? undefined : registeredEntryFromRow(row);
}

const PAGE_LEDGER_ENTRIES = `
  select ${REGISTERED_ENTRY_COLUMNS}
  from ledger_entries as entry
  where $1::uuid is null or entry.payment_id > $1::uuid
  order by entry.payment_id
  limit $2::integer
`;

export async function pageLedgerEntries(
  database: Queryable,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly RegisteredEntry[]> {
  const rows = await database.query<RegisteredEntryRow>(PAGE_LEDGER_ENTRIES, [after, limit]);
  return rows.map(registeredEntryFromRow);
}

const FIND_POLICY_HISTORY = `
  select
    (
      select ledger_entries.payment_id
      from ledger_entries
      where ledger_entries.policy_number = $1::text
        and ledger_entries.billing_period = $2::text
        and ledger_entries.outcome = 'recorded'
    ) as "paidBy",
    (select policies.currency from policies where policies.policy_number = $1::text) as currency
`;

export async function findPolicyHistory(
  database: Queryable,
  policyNumber: string,
  billingPeriod: string,
): Promise<PolicyHistory> {
  const [row] = await database.query<{ readonly paidBy: string | null; readonly currency: string | null }>(
    FIND_POLICY_HISTORY,
    [policyNumber, billingPeriod],
  );
  return { paidBy: row?.paidBy ?? undefined, currency: row?.currency ?? undefined };
}
