import type { MessageKey } from '@decouple/messaging-core';
import type { Database } from '../connection/database';
import { storableText } from '../text/storable-text';

const COUNT_FAILURE = `
  insert into delivery_attempts (source, message_id, failures)
  values ($1::text, $2::text, 1)
  on conflict (source, message_id) do update
  set failures = delivery_attempts.failures + 1, last_failed_at = now()
  returning failures
`;

export async function countFailure(database: Database, { source, id }: MessageKey): Promise<number> {
  const [row] = await database.query<{ failures: number }>(COUNT_FAILURE, [storableText(source), storableText(id)]);
  if (row === undefined) throw new Error('The failure was not counted.');
  return row.failures;
}
