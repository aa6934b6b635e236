import type { MessageKey } from '@decouple/messaging-core';
import type { Database } from '../connection/database';
import { storableText } from '../text/storable-text';

/**
 * A count outlives its message when a later attempt succeeds, because success touches no table for it. SQS keeps a
 * message for 14 days at most, so a count that is older belongs to none.
 */
const KEPT_DAYS = 15;

/** More than the one row that a failure adds: the table shrinks while it is used. */
const FORGOTTEN_PER_FAILURE = 10;

const COUNT_FAILURE = `
  with outdated as (
    select source, message_id
    from delivery_attempts
    where last_failed_at < now() - $3::integer * interval '1 day'
      and (source, message_id) <> ($1::text, $2::text)
    limit $4::integer
    for update skip locked
  ),
  forgotten as (
    delete from delivery_attempts
    using outdated
    where delivery_attempts.source = outdated.source and delivery_attempts.message_id = outdated.message_id
  )
  insert into delivery_attempts (source, message_id, failures)
  values ($1::text, $2::text, 1)
  on conflict (source, message_id) do update
  set failures = delivery_attempts.failures + 1, last_failed_at = now()
  returning failures
`;

export async function countFailure(database: Database, { source, id }: MessageKey): Promise<number> {
  const parameters = [storableText(source), storableText(id), KEPT_DAYS, FORGOTTEN_PER_FAILURE];
  const [row] = await database.query<{ failures: number }>(COUNT_FAILURE, parameters);
  if (row === undefined) throw new Error('The failure was not counted.');
  return row.failures;
}
