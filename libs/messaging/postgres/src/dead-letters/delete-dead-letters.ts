import type { Transaction } from '../connection/transaction';

/** `with`, because the driver's answer to a bare `delete … returning` is not its rows alone. */
const DELETE_DEAD_LETTERS = `
  with deleted as (
    delete from dead_letters
    where dead_letter_id = any($1::bigint[])
    returning dead_letter_id
  )
  select dead_letter_id as "deadLetterId" from deleted
`;

/** Removes letters whose message the outbox now holds for their queue: a letter whose message does not go, stays. */
const DELETE_REDRIVEN_LETTERS = `
  with deleted as (
    delete from dead_letters
    using outbox
    where dead_letters.dead_letter_id = any($1::bigint[])
      and outbox.source = dead_letters.source
      and outbox.message_id = dead_letters.message_id
      and outbox.queue = dead_letters.queue
    returning dead_letters.dead_letter_id
  )
  select dead_letter_id as "deadLetterId" from deleted
`;

/** @returns the numbers of those that were removed */
export async function deleteDeadLetters(
  transaction: Transaction,
  deadLetterIds: readonly string[],
  { redriven }: { readonly redriven: boolean },
): Promise<ReadonlySet<string>> {
  if (deadLetterIds.length === 0) return new Set();
  const sql = redriven ? DELETE_REDRIVEN_LETTERS : DELETE_DEAD_LETTERS;
  const rows = await transaction.query<{ deadLetterId: string }>(sql, [deadLetterIds]);
  return new Set(rows.map(({ deadLetterId }) => deadLetterId));
}
