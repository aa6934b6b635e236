import type { Session } from '../connection/session';

const DELETE_OUTBOX_ENTRIES = `
  delete from outbox where entry_id = any($1::bigint[])
`;

export async function deleteOutboxEntries(session: Session, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length > 0) await session.query(DELETE_OUTBOX_ENTRIES, [entryIds]);
}
