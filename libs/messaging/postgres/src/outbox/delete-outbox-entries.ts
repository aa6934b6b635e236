import type { Transaction } from '../connection/transaction';

const DELETE_OUTBOX_ENTRIES = `
  delete from outbox where entry_id = any($1::bigint[])
`;

export async function deleteOutboxEntries(transaction: Transaction, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length > 0) await transaction.query(DELETE_OUTBOX_ENTRIES, [entryIds]);
}
