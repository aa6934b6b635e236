import type { Backlog } from '@decouple/messaging-core';
import type { Database } from '../connection/database';

/** Counting so many takes about 10 ms; after an outage there may be millions, and the question is asked every few seconds. */
const COUNTED_EXACTLY = 100_000;

/**
 * Beyond the bound the planner's estimate must do; it may be older than the growth, so it never goes below the bound.
 * The oldest entry is the one with the lowest number: one step in the primary key.
 */
const MEASURE_OUTBOX_BACKLOG = `
  select
    case when counted.entries < $1::bigint then counted.entries
         else greatest(counted.entries, (select reltuples from pg_class where oid = 'outbox'::regclass)::bigint)
    end as count,
    coalesce(
      (select greatest(extract(epoch from clock_timestamp() - stored_at), 0) from outbox order by entry_id limit 1),
      0
    )::double precision as "oldestAgeSeconds"
  from (select count(*) as entries from (select from outbox limit $1::bigint) as bounded) as counted
`;

export async function measureOutboxBacklog(database: Database): Promise<Backlog> {
  const [row] = await database.query<{ count: string; oldestAgeSeconds: number }>(MEASURE_OUTBOX_BACKLOG, [
    COUNTED_EXACTLY,
  ]);
  if (row === undefined) throw new Error('The backlog was not measured.');
  return { count: Number(row.count), oldestAgeSeconds: row.oldestAgeSeconds };
}
