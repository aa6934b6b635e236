import type { DeadLetterFilter, DeadLetterRecord } from '@decouple/messaging-core';
import type { Database } from '../connection/database';
import { conditionParameters, DEAD_LETTER_CONDITION } from './dead-letter-condition';
import { DEAD_LETTER_COLUMNS, deadLetterFromRow, type DeadLetterRow } from './dead-letter-row';

const LIST_DEAD_LETTERS = `
  select ${DEAD_LETTER_COLUMNS}
  from dead_letters
  where ${DEAD_LETTER_CONDITION}
    and ($8::bigint is null or dead_letter_id < $8::bigint)
  order by dead_letter_id desc
  limit $9::integer
`;

export async function listDeadLetters(
  database: Database,
  filter: DeadLetterFilter,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly DeadLetterRecord[]> {
  const rows = await database.query<DeadLetterRow>(LIST_DEAD_LETTERS, [...conditionParameters(filter), after, limit]);
  return rows.map(deadLetterFromRow);
}
