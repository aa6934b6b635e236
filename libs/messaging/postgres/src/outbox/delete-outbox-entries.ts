import type { EntityManager } from 'typeorm';

const DELETE_OUTBOX_ENTRIES = `
  delete from outbox where entry_id = any($1::bigint[])
`;

export async function deleteOutboxEntries(manager: EntityManager, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length > 0) await manager.query(DELETE_OUTBOX_ENTRIES, [entryIds]);
}
