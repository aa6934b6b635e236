import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { CLIENT_TIMEOUT_MARGIN_MILLISECONDS } from './create-data-source';

/** Any number; every process that migrates one of our databases must use the same. */
const MIGRATION_LOCK = 7_283_646_001;

/** One migration may build an index over millions of rows, and another instance waits for it meanwhile. */
const MIGRATION_TIMEOUT_MILLISECONDS = 15 * 60_000;

/**
 * Brings the schema up to date: runs the migrations that have not run, all in one transaction. Instances that start at
 * the same time wait for the first and then find nothing to do. Uses a connection of its own, with time enough; the
 * given data source need not be initialized.
 *
 * @returns names of the migrations that ran
 */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const migrating = new DataSource({ ...dataSource.options, ...ownConnection(dataSource) } as DataSource['options']);
  await migrating.initialize();
  try {
    return await runPending(migrating, migrating.createQueryRunner());
  } finally {
    await migrating.destroy();
  }
}

async function runPending(dataSource: DataSource, runner: QueryRunner): Promise<readonly string[]> {
  await runner.startTransaction();
  try {
    // Bound to the transaction, so that no pooler between us and the server can lose it.
    await runner.query('select pg_advisory_xact_lock($1::bigint)', [MIGRATION_LOCK]);
    const migrations = await new MigrationExecutor(dataSource, runner).executePendingMigrations();
    await runner.commitTransaction();
    return migrations.map(({ name }) => name);
  } catch (error) {
    if (!runner.isReleased) await runner.rollbackTransaction();
    throw error;
  }
}

function ownConnection({ options }: DataSource): object {
  const timeouts = {
    statement_timeout: MIGRATION_TIMEOUT_MILLISECONDS,
    answerTimeoutMilliseconds: MIGRATION_TIMEOUT_MILLISECONDS + CLIENT_TIMEOUT_MARGIN_MILLISECONDS,
  };
  return { poolSize: 1, extra: { ...(options.extra as object | undefined), ...timeouts } };
}
