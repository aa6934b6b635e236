import type { DeadLetterFilter, DeadLetterRecord } from '@decouple/messaging-core';
import type { Transaction } from '../connection/transaction';
import { conditionParameters, DEAD_LETTER_CONDITION } from './dead-letter-condition';
import { DEAD_LETTER_COLUMNS, deadLetterFromRow, type DeadLetterRow } from './dead-letter-row';

/** Whoever decides on the same letters at the same time waits, and then finds them gone. */
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
  transaction: Transaction,
  filter: DeadLetterFilter,
  limit: number,
): Promise<readonly DeadLetterRecord[]> {
  const rows = await transaction.query<DeadLetterRow>(LOCK_DEAD_LETTERS, [...conditionParameters(filter), limit]);
  return rows.map(deadLetterFromRow);
}
