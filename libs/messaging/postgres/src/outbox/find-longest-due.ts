import { ERROR_POLICY } from '@decouple/messaging-core';
import type { Database } from '../connection/database';
import { DUE_SINCE } from './claim-outbox-entries';

/** No entry that failed waits longer than this for its next try. */
const LONGEST_WAIT_SECONDS = ERROR_POLICY['entry-failed'].backoff.capSeconds + 1;

/**
 * After the clock of the server was set back, times that were set before lie too far ahead. An entry that was just stored
 * or that failed becomes due; messages that a person has sent again one after the other keep their distances.
 */
const RECALL_ENTRIES = `
  update outbox
  set due_at = case when outbox.attempts > 0 then now() else outbox.due_at - (outbox.stored_at - now()) end,
      stored_at = least(outbox.stored_at, now())
  where outbox.due_at > now()
    and case when outbox.attempts > 0
             then outbox.due_at > now() + $1::integer * interval '1 second'
             else outbox.stored_at > now()
        end
  returning 1
`;

const FIND_LONGEST_DUE = `
  select entry_id as "entryId"
  from outbox
  where ${DUE_SINCE} and due_at <= now()
  order by due_at, entry_id
  limit $1::integer
`;

/** @param since as PostgreSQL reads a timestamp; entries that were due before are left */
export async function findLongestDue(database: Database, since: string): Promise<string | undefined> {
  await database.query(RECALL_ENTRIES, [LONGEST_WAIT_SECONDS]);
  const [row] = await database.query<{ entryId: string }>(FIND_LONGEST_DUE, [1, since]);
  return row?.entryId;
}
