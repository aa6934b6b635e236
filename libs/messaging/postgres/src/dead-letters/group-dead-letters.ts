import type { DeadLetterFilter, DeadLetterGroup } from '@decouple/messaging-core';
import type { Database } from '../connection/database';
import { conditionParameters, DEAD_LETTER_CONDITION } from './dead-letter-condition';

const GROUP_DEAD_LETTERS = `
  select
    queue, type, reason_code as "reasonCode", count(*)::integer as letters, min(first_seen_at) as "firstSeenAt",
    max(last_seen_at) as "lastSeenAt"
  from dead_letters
  where ${DEAD_LETTER_CONDITION}
  group by queue, type, reason_code
  order by letters desc, queue, type, reason_code
`;

type Row = Omit<DeadLetterGroup, 'type'> & { readonly type: string | null };

export async function groupDeadLetters(
  database: Database,
  filter: DeadLetterFilter,
): Promise<readonly DeadLetterGroup[]> {
  const rows = await database.query<Row>(GROUP_DEAD_LETTERS, conditionParameters(filter));
  return rows.map((row) => ({ ...row, type: row.type ?? undefined }));
}
