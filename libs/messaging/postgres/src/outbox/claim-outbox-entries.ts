import type { OutboxEntry } from '@decouple/messaging-core';
import type { Session } from '../connection/session';

/** The lock is the claim: it ends with the transaction, however that ends. */
const CLAIM_OUTBOX_ENTRIES = `
  select entry_id as "entryId", queue, source, message_id as id, type, body, attempts
  from outbox
  where due_at <= now()
  order by due_at, entry_id
  limit $1::integer
  for update skip locked
`;

export interface ClaimedEntry {
  /** 64 bits: the driver gives it as text. */
  readonly entryId: string;
  readonly entry: OutboxEntry;
}

/** Locks the entries that are due for longest and that no other relay holds. */
export async function claimOutboxEntries(session: Session, limit: number): Promise<readonly ClaimedEntry[]> {
  const rows = await session.query<OutboxEntry & { entryId: string }>(CLAIM_OUTBOX_ENTRIES, [limit]);
  return rows.map(({ entryId, ...entry }) => ({ entryId, entry }));
}
