import { type Database, insertOutboxMessages, type Transaction } from '@decouple/messaging-postgres';
import { changedEntry, type LedgerChange, type LedgerEntry, type RegisteredEntry } from '@decouple/sales-domain';
import { addToMonthlyTotals } from './add-to-monthly-totals';
import { isPaymentId, REGISTERED_ENTRY_COLUMNS, registeredEntryFromRow, type RegisteredEntryRow } from './ledger.sql';

const LOCK_ENTRY = `
  select ${REGISTERED_ENTRY_COLUMNS}
  from ledger_entries as entry
  where entry.payment_id = $1::uuid
  for update
`;

const UPDATE_DECISION = `
  update ledger_entries
  set outcome = $2::text, reason_code = $3::text, reason_detail = $4::text
  where payment_id = $1::uuid
`;

/** Changes an entry, the total of its month, and publishes, in one transaction. */
export async function changeEntry(
  database: Database,
  paymentId: string,
  decide: (entry: RegisteredEntry) => LedgerChange,
): Promise<LedgerEntry | undefined> {
  if (!isPaymentId(paymentId)) return undefined;
  return database.transaction(async (transaction) => {
    const [row] = await transaction.query<RegisteredEntryRow>(LOCK_ENTRY, [paymentId]);
    if (row === undefined) return undefined;
    const before = registeredEntryFromRow(row);
    const change = decide(before);
    const entry = changedEntry(before, change);
    await updateDecision(transaction, entry);
    await insertOutboxMessages(transaction, change.messages ?? []);
    const { sale } = before;
    await addToMonthlyTotals(transaction, [{ sale, entry }], [{ sale, entry: before }]);
    return entry;
  });
}

async function updateDecision(transaction: Transaction, { decision, paymentId }: LedgerEntry): Promise<void> {
  const reason = decision.outcome === 'rejected' ? decision.reason : undefined;
  await transaction.query(UPDATE_DECISION, [paymentId, decision.outcome, reason?.code, reason?.detail]);
}
