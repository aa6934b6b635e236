import type { CountedFailure, QueuedMessageKey } from '@decouple/messaging-core';
import type { Transaction } from '../connection/transaction';
import { storableText } from '../columns/storable-text';

const FIND_GIVEN_UP = `
  select reason_code as "reasonCode", attempts::integer as attempts
  from dead_letters
  where queue = $1::text and source = $2::text and message_id = $3::text
`;

/** The dead letter of the message; a separate statement, so that it sees what was committed while the caller waited for the lock. */
export async function findGivenUp(
  transaction: Transaction,
  { queue, source, id }: QueuedMessageKey,
): Promise<CountedFailure['givenUp']> {
  const parameters = [queue, source, id].map(storableText);
  const [deadLetter] = await transaction.query<NonNullable<CountedFailure['givenUp']>>(FIND_GIVEN_UP, parameters);
  return deadLetter;
}
