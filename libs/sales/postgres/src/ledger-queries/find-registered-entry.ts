import type { Database } from '@decouple/messaging-postgres';
import type { RegisteredEntry } from '@decouple/sales-domain';
import { REGISTERED_ENTRY_COLUMNS, registeredEntryFromRow, type RegisteredEntryRow } from './registered-entry-row';

const FIND_REGISTERED_ENTRY = `
  select ${REGISTERED_ENTRY_COLUMNS}
  from ledger_entries as entry
  where entry.payment_id = $1::uuid
`;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id that is no UUID has no entry; PostgreSQL would refuse the statement over it. */
export async function findRegisteredEntry(database: Database, paymentId: string): Promise<RegisteredEntry | undefined> {
  if (!UUID.test(paymentId)) return undefined;
  const [row] = await database.query<RegisteredEntryRow>(FIND_REGISTERED_ENTRY, [paymentId]);
  return row === undefined ? undefined : registeredEntryFromRow(row);
}
