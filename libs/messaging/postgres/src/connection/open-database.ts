import type { DataSource, MigrationInterface } from 'typeorm';
import { AuthoritiesFile } from './authorities-file';
import { createDataSource, type DataSourceSettings } from './create-data-source';
import type { DatabaseSettings } from './database-settings';
import { iamLogIn } from './iam-log-in';
import { migrate } from './migrate';

const CONNECT_TIMEOUT_MILLISECONDS = 5_000;

/** Longer than the relay may take to publish a batch while SQS answers slowly. */
const IDLE_IN_TRANSACTION_TIMEOUT_MILLISECONDS = 60_000;

/** Where migrations are reported; a pino logger fits. */
export interface DatabaseLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface OpenDatabaseOptions {
  /** Names the database in errors and log lines: `orders database`. */
  readonly resource: string;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly log: DatabaseLog;
  /** An idle connection broke and will be replaced. A server that shuts down breaks all of them: throttle the log. */
  readonly onIdleConnectionError: (error: Error & { readonly code?: unknown }) => void;
}

/**
 * Opens the database of a service, and first runs the pending migrations when `migrateOnStart` is set.
 *
 * @throws the driver's error when the database cannot be reached: a service must not start without it
 */
export async function openDatabase(settings: DatabaseSettings, options: OpenDatabaseOptions): Promise<DataSource> {
  const { applicationName, log, migrations, onIdleConnectionError, resource } = options;
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
    onIdleConnectionError,
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

/** Tries 1, 2, 4, 8 and so on, so that a long wait writes few lines. */
function isReported(tries: number): boolean {
  return Number.isInteger(Math.log2(tries));
}

function tlsOptions({ tls, tlsCaFile }: DatabaseSettings): Pick<DataSourceSettings, 'ssl'> {
  if (tls === 'off') return { ssl: false };
  if (tls === 'no-verify') return { ssl: { rejectUnauthorized: false } };
  if (tlsCaFile === undefined) return { ssl: { rejectUnauthorized: true } };
  const file = new AuthoritiesFile(tlsCaFile);
  const ssl = {
    rejectUnauthorized: true,
    get ca() {
      return file.current();
    },
  };
  return { ssl };
}
