import type { MessageKey } from '@decouple/messaging-core';
import type { Transaction } from '../connection/transaction';
import { storableText } from '../text/storable-text';

const COUNT_FAILURE = `
  insert into delivery_attempts (source, message_id, failures)
  values ($1::text, $2::text, 1)
  on conflict (source, message_id) do update
  set failures = delivery_attempts.failures + 1, last_failed_at = now()
  returning failures::integer as failures
`;

/** Counts within the caller's transaction, which holds the count until it ends. */
export async function countFailure(transaction: Transaction, { source, id }: MessageKey): Promise<number> {
  const parameters = [storableText(source), storableText(id)];
  const [row] = await transaction.query<{ failures: number }>(COUNT_FAILURE, parameters);
  if (row === undefined) throw new Error('The failure was not counted.');
  return row.failures;
}
