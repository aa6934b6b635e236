import type { MessageKey, StoredDeadLetter } from '@decouple/messaging-core';
import type { Database } from '../connection/database';
import { storableText } from '../text/storable-text';
import { DEAD_LETTER_COLUMNS, deadLetterFromRow, type DeadLetterRow } from './dead-letter-row';

const FIND_DEAD_LETTER = `
  select ${DEAD_LETTER_COLUMNS}
  from dead_letters
  where source = $1::text and message_id = $2::text
  order by dead_letter_id
  limit 1
`;

export async function findDeadLetter(
  database: Database,
  { source, id }: MessageKey,
): Promise<StoredDeadLetter | undefined> {
  const [row] = await database.query<DeadLetterRow>(FIND_DEAD_LETTER, [storableText(source), storableText(id)]);
  if (row === undefined) return undefined;
  const { deadLetterId: _, ...letter } = deadLetterFromRow(row);
  return letter;
}
