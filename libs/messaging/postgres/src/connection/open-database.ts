import { type DatabaseSettings, type Log, LogThrottle } from '@decouple/platform';
import type { DataSource, MigrationInterface } from 'typeorm';
import { AuthoritiesFile } from './authorities-file';
import { createDataSource, type DataSourceSettings } from './create-data-source';
import { iamLogIn } from './iam-log-in';
import { migrate } from './migrate';

const CONNECT_TIMEOUT_MILLISECONDS = 5_000;

/** Longer than the relay may take to publish a batch while SQS answers slowly. */
const IDLE_IN_TRANSACTION_TIMEOUT_MILLISECONDS = 60_000;

export interface OpenDatabaseOptions {
  /** What it is, in words: `sales database`. */
  readonly resource: string;
  readonly applicationName: string;
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly log: Log;
}

/**
 * Opens the database of a service, as configured; brings its schema up to date first when that is asked for.
 *
 * @throws the driver's error when it cannot be reached: a service that has never seen its database must not start
 */
export async function openDatabase(settings: DatabaseSettings, options: OpenDatabaseOptions): Promise<DataSource> {
  const { applicationName, log, migrations, resource } = options;
  const dataSource = createDataSource({
    url: settings.url,
    applicationName,
    migrations,
    poolSize: settings.poolSize,
    ...tlsOptions(settings),
    ...(settings.iamAuth ? iamLogIn(settings.url) : {}),
    statementTimeoutMilliseconds: settings.statementTimeoutSeconds * 1_000,
    connectTimeoutMilliseconds: CONNECT_TIMEOUT_MILLISECONDS,
    idleInTransactionTimeoutMilliseconds: IDLE_IN_TRANSACTION_TIMEOUT_MILLISECONDS,
    onIdleConnectionError: reportIdleErrors(resource, log),
  });
  if (settings.migrateOnStart) {
    const ran = await migrate(dataSource, {
      onBlocked: (tries) => {
        if (isReported(tries)) log.warn({ resource, tries }, 'a migration waits for a lock of another transaction');
      },
    });
    if (ran.length > 0) log.info({ migrations: ran, resource }, 'the schema was brought up to date');
  }
  return dataSource.initialize();
}

/** A server that goes down breaks all connections of the pool; one line says so, and the next one how many more there were. */
function reportIdleErrors(resource: string, log: Log): (error: Error & { code?: unknown }) => void {
  const throttle = new LogThrottle(log);
  return (error) => throttle.warn(String(error.code), { error, resource }, 'an idle database connection broke');
}

/** Tries 1, 2, 4, 8 …: a few lines, however long it takes. */
function isReported(tries: number): boolean {
  return Number.isInteger(Math.log2(tries));
}

function tlsOptions({ tls, tlsCaFile }: DatabaseSettings): Pick<DataSourceSettings, 'ssl' | 'authorities'> {
  if (tls === 'off') return { ssl: false };
  if (tls === 'no-verify') return { ssl: { rejectUnauthorized: false } };
  const ssl = { rejectUnauthorized: true };
  if (tlsCaFile === undefined) return { ssl };
  const file = new AuthoritiesFile(tlsCaFile);
  return { ssl, authorities: () => file.current() };
}
