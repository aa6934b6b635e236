import type { DataSource } from 'typeorm';

/**
 * How many entries of a table's indexes some work reads, by PostgreSQL's own count. Unlike `rowsRead` it includes entries
 * of rows that are deleted and not vacuumed yet.
 *
 * @param dataSource with one connection only (`poolSize: 1`): counts are reported by the connection that read
 */
export async function indexEntriesRead(
  dataSource: DataSource,
  table: string,
  work: () => Promise<unknown>,
): Promise<number> {
  const before = await entriesReadSoFar(dataSource, table);
  await work();
  return (await entriesReadSoFar(dataSource, table)) - before;
}

async function entriesReadSoFar(dataSource: DataSource, table: string): Promise<number> {
  await dataSource.query('select pg_stat_force_next_flush()');
  const [row] = await dataSource.query<{ entries: string }[]>(
    'select coalesce(sum(idx_tup_read), 0) as entries from pg_stat_user_indexes where relname = $1',
    [table],
  );
  return Number(row?.entries);
}
