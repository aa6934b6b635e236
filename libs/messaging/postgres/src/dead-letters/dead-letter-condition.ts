import type { DeadLetterFilter } from '@decouple/messaging-core';
import { storableText } from '../text/storable-text';

/** SQL after `where`; takes the parameters $1 to $7. A filter that is null matches every letter. */
export const DEAD_LETTER_CONDITION = `
  ($1::bigint[] is null or dead_letter_id = any($1::bigint[]))
  and ($2::text is null or message_id = $2::text)
  and ($3::text is null or queue = $3::text)
  and ($4::text is null or type = $4::text)
  and ($5::text is null or reason_code = $5::text)
  and ($6::timestamptz is null or last_seen_at >= $6::timestamptz)
  and ($7::timestamptz is null or last_seen_at < $7::timestamptz)
`;

export function conditionParameters(filter: DeadLetterFilter): readonly unknown[] {
  const { deadLetterIds, messageId, queue, reasonCode, seenBefore, seenSince, type } = filter;
  return [
    deadLetterIds,
    ...[messageId, queue, type, reasonCode].map((text) => (text === undefined ? undefined : storableText(text))),
    seenSince?.toISOString(),
    seenBefore?.toISOString(),
  ];
}
