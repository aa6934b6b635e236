import { UNREADABLE_TYPE } from '@decouple/messaging-core';
import type { Transaction } from '../connection/transaction';

/**
 * Identity and body come from the dead letters themselves. Due one after the other in the order of filing; inserted in the
 * order of the key, like every insert into the outbox, so that two of them cannot deadlock.
 */
const INSERT_REDRIVEN_MESSAGES = `
  insert into outbox (queue, source, message_id, type, body, due_at)
  select letter.queue, letter.source, letter.message_id, letter.type, letter.body,
         now() + (letter.place - 1) * $2::double precision * interval '1 second'
  from (
    select queue, source, message_id, coalesce(type, $3::text) as type, body,
           row_number() over (order by dead_letter_id) as place
    from dead_letters
    where dead_letter_id = any($1::bigint[])
  ) as letter
  order by letter.source, letter.message_id, letter.queue
  on conflict (source, message_id, queue) do nothing
`;

/** Adds the messages of the dead letters to the outbox, due `secondsApart`, within the caller's transaction. */
export async function insertRedrivenMessages(
  transaction: Transaction,
  deadLetterIds: readonly string[],
  secondsApart: number,
): Promise<void> {
  if (deadLetterIds.length === 0) return;
  await transaction.query(INSERT_REDRIVEN_MESSAGES, [deadLetterIds, secondsApart, UNREADABLE_TYPE]);
}
