import type { QueuedMessageKey } from '@decouple/messaging-core';
import type { Queryable } from '../connection/queryable';
import { storableText } from '../columns/storable-text';

/** A count that was kept before counts had a queue (`queue = ''`) is carried on. */
const COUNT_FAILURE = `
  insert into delivery_attempts (queue, source, message_id, failures)
  select $1::text, $2::text, $3::text, 1 + coalesce((
    select failures from delivery_attempts where source = $2::text and message_id = $3::text and queue = ''
  ), 0)
  on conflict (source, message_id, queue) do update
  set failures = delivery_attempts.failures + 1, last_failed_at = now()
  returning failures::integer as failures
`;

/** Counts within the caller's transaction, which locks the count until it ends. */
export async function countFailure(transaction: Queryable, { queue, source, id }: QueuedMessageKey): Promise<number> {
  const [row] = await transaction.query<{ failures: number }>(COUNT_FAILURE, [queue, source, id].map(storableText));
  if (row === undefined) throw new Error('The failure was not counted.');
  return row.failures;
}
