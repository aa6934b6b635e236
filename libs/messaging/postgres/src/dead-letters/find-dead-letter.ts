import type { MessageKey, StoredDeadLetter } from '@decouple/messaging-core';
import type { Database } from '../connection/database';
import { storableText } from '../text/storable-text';

const FIND_DEAD_LETTER = `
  select
    queue, source, message_id as id, type, body, reason_code as "reasonCode", error_class as "errorClass",
    error_message as "errorMessage", error_stack as "errorStack", attempts, traceparent,
    first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"
  from dead_letters
  where source = $1::text and message_id = $2::text
  order by dead_letter_id
  limit 1
`;

type Row = Omit<StoredDeadLetter, 'type' | 'errorStack' | 'traceparent'> & {
  readonly type: string | null;
  readonly errorStack: string | null;
  readonly traceparent: string | null;
};

export async function findDeadLetter(
  database: Database,
  { source, id }: MessageKey,
): Promise<StoredDeadLetter | undefined> {
  const [row] = await database.query<Row>(FIND_DEAD_LETTER, [storableText(source), storableText(id)]);
  if (row === undefined) return undefined;
  const { type, errorStack, traceparent } = row;
  return {
    ...row,
    type: type ?? undefined,
    errorStack: errorStack ?? undefined,
    traceparent: traceparent ?? undefined,
  };
}
