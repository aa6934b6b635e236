import type { QueuedMessageKey } from '@decouple/messaging-core';
import type { Queryable } from '../connection/queryable';
import { storableText } from '../columns/storable-text';

/** With the count that was kept before counts had a queue. */
const DELETE_ATTEMPTS = `
  delete from delivery_attempts
  where source = $1::text and message_id = $2::text and queue in ($3::text, '')
`;

export async function deleteAttempts(transaction: Queryable, { queue, source, id }: QueuedMessageKey): Promise<void> {
  await transaction.query(DELETE_ATTEMPTS, [source, id, queue].map(storableText));
}

/**
 * Skips rows that a consumer or another purge has locked. Deletes by `ctid`, which is stable while a row is locked: for a
 * join by key, the planner would read the whole table.
 */
const DELETE_ATTEMPTS_OLDER_THAN = `
  delete from delivery_attempts
  where ctid = any (array(
    select ctid
    from delivery_attempts
    where last_failed_at < $1::timestamptz
    order by last_failed_at
    limit $2::integer
    for update skip locked
  ))
  returning 1
`;

export async function deleteAttemptsOlderThan(database: Queryable, timestamp: Date, limit: number): Promise<number> {
  return (await database.query(DELETE_ATTEMPTS_OLDER_THAN, [timestamp.toISOString(), limit])).length;
}
