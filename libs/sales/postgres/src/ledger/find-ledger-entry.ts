import type { Database } from '@decouple/messaging-postgres';
import type { LedgerEntry } from '@decouple/sales-domain';
import { LEDGER_ENTRY_COLUMNS, ledgerEntryFromRow, type LedgerEntryRow } from './ledger-entry-row';

const FIND_LEDGER_ENTRY = `
  select entry.payment_id as "paymentId", ${LEDGER_ENTRY_COLUMNS}
  from ledger_entries as entry
  where entry.payment_id = $1::uuid
`;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export async function findLedgerEntry(database: Database, paymentId: string): Promise<LedgerEntry | undefined> {
  // PostgreSQL would refuse the statement over any other text.
  if (!UUID.test(paymentId)) return undefined;
  const [row] = await database.query<LedgerEntryRow>(FIND_LEDGER_ENTRY, [paymentId]);
  return row === undefined ? undefined : ledgerEntryFromRow(row);
}
