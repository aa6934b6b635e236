import { type Backlog, ERROR_POLICY } from '@decouple/messaging-core';
import type { Queryable } from '../connection/queryable';
import { DUE_SINCE } from './claim-outbox-entries';

const DELETE_OUTBOX_ENTRIES = `
  delete from outbox where entry_id = any($1::bigint[])
`;

export async function deleteOutboxEntries(transaction: Queryable, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length > 0) await transaction.query(DELETE_OUTBOX_ENTRIES, [entryIds]);
}

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
export async function findLongestDue(database: Queryable, since: string): Promise<string | undefined> {
  await database.query(RECALL_ENTRIES, [LONGEST_WAIT_SECONDS]);
  const [row] = await database.query<{ entryId: string }>(FIND_LONGEST_DUE, [1, since]);
  return row?.entryId;
}

/** Counting up to this limit takes about 20 ms. After an outage there may be millions, and the count runs every few seconds. */
const COUNTED_EXACTLY = 100_000;

/**
 * Beyond the limit the planner's estimate must do; it may be older than the growth, so it never goes below the limit. The
 * oldest entry is the oldest of those counted, which are the ones due for longest.
 */
const MEASURE_OUTBOX_BACKLOG = `
  select
    case when counted.entries < $1::bigint then counted.entries
         else greatest(counted.entries, (select reltuples from pg_class where oid = 'outbox'::regclass)::bigint)
    end as count,
    coalesce(greatest(extract(epoch from clock_timestamp() - counted.oldest), 0), 0)::double precision
      as "oldestAgeSeconds"
  from (
    select count(*) as entries, min(stored_at) as oldest
    from (select stored_at from outbox where ${DUE_SINCE} order by due_at, entry_id limit $1::bigint) as bounded
  ) as counted
`;

/** @param since as PostgreSQL reads a timestamp; entries that were due before are not counted */
export async function measureOutboxBacklog(database: Queryable, since: string): Promise<Backlog> {
  const [row] = await database.query<{ count: string; oldestAgeSeconds: number }>(MEASURE_OUTBOX_BACKLOG, [
    COUNTED_EXACTLY,
    since,
  ]);
  if (row === undefined) throw new Error('The backlog was not measured.');
  return { count: Number(row.count), oldestAgeSeconds: row.oldestAgeSeconds };
}
