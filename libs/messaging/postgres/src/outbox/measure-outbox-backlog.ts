import type { Backlog } from '@decouple/messaging-core';
import type { Database } from '../connection/database';
import { DUE_SINCE } from './claim-outbox-entries';

/** Counting so many takes about 20 ms; after an outage there may be millions, and the question is asked every few seconds. */
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
export async function measureOutboxBacklog(database: Database, since: string): Promise<Backlog> {
  const [row] = await database.query<{ count: string; oldestAgeSeconds: number }>(MEASURE_OUTBOX_BACKLOG, [
    COUNTED_EXACTLY,
    since,
  ]);
  if (row === undefined) throw new Error('The backlog was not measured.');
  return { count: Number(row.count), oldestAgeSeconds: row.oldestAgeSeconds };
}
