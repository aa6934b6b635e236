import type {
  DeadLetterFilter,
  DeadLetterGroup,
  DeadLetterRecord,
  MessageKey,
  StoredDeadLetter,
} from '@decouple/messaging-core';
import type { Queryable } from '../connection/queryable';
import { storableText } from '../columns/storable-text';

/** Columns of a dead letter as the fields of `DeadLetterRow`. */
const DEAD_LETTER_COLUMNS = `
  dead_letter_id as "deadLetterId", queue, source, message_id as id, type, body, reason_code as "reasonCode",
  error_class as "errorClass", error_message as "errorMessage", error_stack as "errorStack", attempts::integer as attempts, traceparent,
  first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"
`;

type DeadLetterRow = Omit<DeadLetterRecord, 'type' | 'errorStack' | 'traceparent'> & {
  readonly type: string | null;
  readonly errorStack: string | null;
  readonly traceparent: string | null;
};

function deadLetterFromRow(row: DeadLetterRow): DeadLetterRecord {
  const { type, errorStack, traceparent } = row;
  return {
    ...row,
    type: type ?? undefined,
    errorStack: errorStack ?? undefined,
    traceparent: traceparent ?? undefined,
  };
}

/** SQL after `where`; takes the parameters $1 to $7. A filter that is null matches every dead letter. */
const DEAD_LETTER_CONDITION = `
  ($1::bigint[] is null or dead_letter_id = any($1::bigint[]))
  and ($2::text is null or message_id = $2::text)
  and ($3::text is null or queue = $3::text)
  and ($4::text is null or type = $4::text)
  and ($5::text is null or reason_code = $5::text)
  and ($6::timestamptz is null or last_seen_at >= $6::timestamptz)
  and ($7::timestamptz is null or last_seen_at < $7::timestamptz)
`;

function conditionParameters(filter: DeadLetterFilter): readonly unknown[] {
  const { deadLetterIds, messageId, queue, reasonCode, seenBefore, seenSince, type } = filter;
  return [
    deadLetterIds,
    ...[messageId, queue, type, reasonCode].map((text) => (text === undefined ? undefined : storableText(text))),
    seenSince?.toISOString(),
    seenBefore?.toISOString(),
  ];
}

const COUNT_DEAD_LETTERS = `
  select count(*) as count from dead_letters
`;

export async function countDeadLetters(database: Queryable): Promise<number> {
  const [row] = await database.query<{ count: string }>(COUNT_DEAD_LETTERS, []);
  return Number(row?.count);
}

const FIND_DEAD_LETTER = `
  select ${DEAD_LETTER_COLUMNS}
  from dead_letters
  where source = $1::text and message_id = $2::text
  order by dead_letter_id
  limit 1
`;

export async function findDeadLetter(
  database: Queryable,
  { source, id }: MessageKey,
): Promise<StoredDeadLetter | undefined> {
  const [row] = await database.query<DeadLetterRow>(FIND_DEAD_LETTER, [storableText(source), storableText(id)]);
  if (row === undefined) return undefined;
  const { deadLetterId: _, ...deadLetter } = deadLetterFromRow(row);
  return deadLetter;
}

const LIST_DEAD_LETTERS = `
  select ${DEAD_LETTER_COLUMNS}
  from dead_letters
  where ${DEAD_LETTER_CONDITION}
    and ($8::bigint is null or dead_letter_id < $8::bigint)
  order by dead_letter_id desc
  limit $9::integer
`;

export async function listDeadLetters(
  database: Queryable,
  filter: DeadLetterFilter,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly DeadLetterRecord[]> {
  const rows = await database.query<DeadLetterRow>(LIST_DEAD_LETTERS, [...conditionParameters(filter), after, limit]);
  return rows.map(deadLetterFromRow);
}

const GROUP_DEAD_LETTERS = `
  select
    queue, type, reason_code as "reasonCode", count(*)::integer as letters, min(first_seen_at) as "firstSeenAt",
    max(last_seen_at) as "lastSeenAt"
  from dead_letters
  where ${DEAD_LETTER_CONDITION}
  group by queue, type, reason_code
  order by letters desc, queue, type, reason_code
`;

type GroupRow = Omit<DeadLetterGroup, 'type'> & { readonly type: string | null };

export async function groupDeadLetters(
  database: Queryable,
  filter: DeadLetterFilter,
): Promise<readonly DeadLetterGroup[]> {
  const rows = await database.query<GroupRow>(GROUP_DEAD_LETTERS, conditionParameters(filter));
  return rows.map((row) => ({ ...row, type: row.type ?? undefined }));
}

/** Another decision on the same dead letters waits, and then finds them gone. */
const LOCK_DEAD_LETTERS = `
  select ${DEAD_LETTER_COLUMNS}
  from dead_letters
  where ${DEAD_LETTER_CONDITION}
  order by dead_letter_id
  limit $8::integer
  for update
`;

/** @returns in the order in which they were filed */
export async function lockDeadLetters(
  transaction: Queryable,
  filter: DeadLetterFilter,
  limit: number,
): Promise<readonly DeadLetterRecord[]> {
  const rows = await transaction.query<DeadLetterRow>(LOCK_DEAD_LETTERS, [...conditionParameters(filter), limit]);
  return rows.map(deadLetterFromRow);
}

const DELETE_DEAD_LETTERS = `
  delete from dead_letters where dead_letter_id = any($1::bigint[])
`;

export async function deleteDeadLetters(transaction: Queryable, deadLetterIds: readonly string[]): Promise<void> {
  if (deadLetterIds.length > 0) await transaction.query(DELETE_DEAD_LETTERS, [deadLetterIds]);
}
