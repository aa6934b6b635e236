import { setTimeout } from 'node:timers/promises';
import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { CLIENT_TIMEOUT_MARGIN_MILLISECONDS } from './connection-pool';

/** Any number; every process that migrates one of our databases must use the same. */
const MIGRATION_LOCK = 7_283_646_001;

/** One migration may build an index over millions of rows, and another instance waits for it meanwhile. */
const MIGRATION_TIMEOUT_MILLISECONDS = 15 * 60_000;

export interface MigrateOptions {
  /** Longest wait for a lock on a table; whatever uses the table waits behind the migration meanwhile. */
  readonly lockTimeoutMilliseconds?: number;
  /** Between two tries, so that what waited behind the migration goes first. */
  readonly pauseMilliseconds?: number;
  /** Called when another transaction holds a lock that a migration needs, each time before the pause. */
  readonly onBlocked?: (tries: number) => void;
}

const LOCK_TIMEOUT_MILLISECONDS = 2_000;

const PAUSE_MILLISECONDS = 3_000;

/** With pauses about 15 minutes; a transaction that lasts longer has to be ended by an operator. */
const MOST_TRIES = 180;

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Brings the schema up to date: runs the migrations that have not run, all in one transaction. Instances that start at
 * the same time wait for the first and then find nothing to do. Uses a connection of its own, with time enough; the
 * given data source need not be initialized.
 *
 * A migration that waits for a lock makes every later statement on the table wait, too. So it waits briefly, gives up all
 * its locks, and tries again: a long transaction delays the migration, and nothing else.
 *
 * @returns names of the migrations that ran
 * @throws Error when another transaction keeps a lock during all tries
 */
export async function migrate(dataSource: DataSource, options: MigrateOptions = {}): Promise<readonly string[]> {
  const { onBlocked, pauseMilliseconds = PAUSE_MILLISECONDS } = options;
  const lockTimeoutMilliseconds = options.lockTimeoutMilliseconds ?? LOCK_TIMEOUT_MILLISECONDS;
  const migrating = new DataSource({ ...dataSource.options, ...ownConnection(dataSource) } as DataSource['options']);
  await migrating.initialize();
  try {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const ran = await runUnlessBlocked(migrating, lockTimeoutMilliseconds);
      if (ran !== undefined) return ran;
      onBlocked?.(tries);
      await setTimeout(pauseMilliseconds);
    }
  } finally {
    await migrating.destroy();
  }
  throw new Error(
    'The schema is not up to date: another transaction kept a lock that a migration needs. ' +
      'Find the oldest transaction in pg_stat_activity (xact_start), end it, and start again.',
  );
}

/** Undefined when a lock could not be had in time; then nothing was changed. */
async function runUnlessBlocked(
  dataSource: DataSource,
  lockTimeoutMilliseconds: number,
): Promise<readonly string[] | undefined> {
  try {
    return await runPending(dataSource, dataSource.createQueryRunner(), lockTimeoutMilliseconds);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return undefined;
    throw error;
  }
}

async function runPending(
  dataSource: DataSource,
  runner: QueryRunner,
  lockTimeoutMilliseconds: number,
): Promise<readonly string[]> {
  await runner.startTransaction();
  try {
    // Bound to the transaction, so that no pooler between us and the server can lose it.
    await runner.query('select pg_advisory_xact_lock($1::bigint)', [MIGRATION_LOCK]);
    // After the lock above: another instance may build an index for minutes, and nothing waits behind this one.
    await runner.query(`select set_config('lock_timeout', $1, true)`, [`${lockTimeoutMilliseconds}ms`]);
    const migrations = await new MigrationExecutor(dataSource, runner).executePendingMigrations();
    await runner.commitTransaction();
    return migrations.map(({ name }) => name);
  } catch (error) {
    if (!runner.isReleased) await runner.rollbackTransaction();
    throw error;
  } finally {
    if (!runner.isReleased) await runner.release();
  }
}

function ownConnection({ options }: DataSource): object {
  const timeouts = {
    statement_timeout: MIGRATION_TIMEOUT_MILLISECONDS,
    query_timeout: MIGRATION_TIMEOUT_MILLISECONDS + CLIENT_TIMEOUT_MARGIN_MILLISECONDS,
  };
  return { poolSize: 1, extra: { ...(options.extra as object | undefined), ...timeouts } };
}
