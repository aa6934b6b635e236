import type { DeadLetter } from '@decouple/messaging-core';
import type { Transaction } from '../connection/transaction';
import { storableText } from '../columns/storable-text';

const UPSERT_DEAD_LETTERS = `
  insert into dead_letters (
    queue, source, message_id, type, body, reason_code, error_class, error_message, error_stack, attempts, traceparent
  )
  select
    letter.queue, letter.source, letter.message_id, letter.type, letter.body, letter.reason_code, letter.error_class,
    letter.error_message, letter.error_stack, letter.attempts, letter.traceparent
  from unnest(
    $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::integer[], $11::text[]
  ) as letter (
    queue, source, message_id, type, body, reason_code, error_class, error_message, error_stack, attempts, traceparent
  )
  order by letter.source, letter.message_id, letter.queue
  on conflict (source, message_id, queue) do update
  set type = excluded.type,
      body = excluded.body,
      reason_code = excluded.reason_code,
      error_class = excluded.error_class,
      error_message = excluded.error_message,
      error_stack = excluded.error_stack,
      attempts = excluded.attempts,
      traceparent = excluded.traceparent,
      last_seen_at = now()
`;

/** Stores dead letters of different messages within the caller's transaction. */
export async function upsertDeadLetters(transaction: Transaction, deadLetters: readonly DeadLetter[]): Promise<void> {
  if (deadLetters.length === 0) return;
  const texts = (textOf: (deadLetter: DeadLetter) => string | undefined): (string | undefined)[] =>
    deadLetters.map(textOf).map((text) => (text === undefined ? undefined : storableText(text)));
  await transaction.query(UPSERT_DEAD_LETTERS, [
    texts(({ queue }) => queue),
    texts(({ source }) => source),
    texts(({ id }) => id),
    texts(({ type }) => type),
    texts(({ body }) => body),
    texts(({ reasonCode }) => reasonCode),
    texts(({ errorClass }) => errorClass),
    texts(({ errorMessage }) => errorMessage),
    texts(({ errorStack }) => errorStack),
    deadLetters.map(({ attempts }) => attempts),
    texts(({ traceparent }) => traceparent),
  ]);
}
