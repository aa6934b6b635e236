import type { DataSource } from 'typeorm';

/**
 * How many rows of a table some work reads, by PostgreSQL's own count: rows of sequential scans, and rows that an index
 * led to. Real statements of real adapters are judged, not copies of them.
 *
 * @param dataSource with one connection only (`poolSize: 1`): counts are reported by the connection that read
 */
export async function rowsRead(dataSource: DataSource, table: string, work: () => Promise<unknown>): Promise<number> {
  const before = await rowsReadSoFar(dataSource, table);
  await work();
  return (await rowsReadSoFar(dataSource, table)) - before;
}

async function rowsReadSoFar(dataSource: DataSource, table: string): Promise<number> {
  await dataSource.query('select pg_stat_force_next_flush()');
  const [row] = await dataSource.query<{ rows: string }[]>(
    'select seq_tup_read + idx_tup_fetch as rows from pg_stat_user_tables where relname = $1',
    [table],
  );
  if (row === undefined) throw new Error(`There is no table ${table}.`);
  return Number(row.rows);
}
