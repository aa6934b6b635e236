import type { DataSource } from 'typeorm';

/** After five runs PostgreSQL may settle for one plan of a prepared statement. */
const RUNS_UNTIL_THE_PLAN_IS_KEPT = 12;

/**
 * Runs work until PostgreSQL keeps the plans of its statements, on tables that are not analyzed while they grow. This
 * happens after a deployment, and when an outage fills an outbox.
 *
 * @param dataSource with one connection only (`poolSize: 1`): plans are kept by the connection that made them
 */
export async function repeatedOnEmptyTables(
  dataSource: DataSource,
  tables: readonly string[],
  work: (run: number) => Promise<unknown>,
): Promise<void> {
  for (const table of tables) await dataSource.query(`alter table ${table} set (autovacuum_enabled = false)`);
  for (let run = 0; run < RUNS_UNTIL_THE_PLAN_IS_KEPT; run += 1) await work(run);
}
