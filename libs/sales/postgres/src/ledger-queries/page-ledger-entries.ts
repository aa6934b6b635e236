import type { Database } from '@decouple/messaging-postgres';
import type { RegisteredEntry } from '@decouple/sales-domain';
import { REGISTERED_ENTRY_COLUMNS, registeredEntryFromRow, type RegisteredEntryRow } from './registered-entry-row';

const PAGE_LEDGER_ENTRIES = `
  select ${REGISTERED_ENTRY_COLUMNS}
  from ledger_entries as entry
  where $1::uuid is null or entry.payment_id > $1::uuid
  order by entry.payment_id
  limit $2::integer
`;

export async function pageLedgerEntries(
  database: Database,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly RegisteredEntry[]> {
  const rows = await database.query<RegisteredEntryRow>(PAGE_LEDGER_ENTRIES, [after, limit]);
  return rows.map(registeredEntryFromRow);
}
