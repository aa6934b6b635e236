import { readFileSync } from 'node:fs';
import { Signer } from '@aws-sdk/rds-signer';
import type { DatabaseSettings, Log } from '@decouple/platform';
import type { DataSource, MigrationInterface } from 'typeorm';
import { createDataSource, type DataSourceSettings } from './create-data-source';
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
    ssl: tlsOptions(settings),
    ...(settings.iamAuth ? { password: iamPassword(settings.url) } : {}),
    statementTimeoutMilliseconds: settings.statementTimeoutSeconds * 1_000,
    connectTimeoutMilliseconds: CONNECT_TIMEOUT_MILLISECONDS,
    idleInTransactionTimeoutMilliseconds: IDLE_IN_TRANSACTION_TIMEOUT_MILLISECONDS,
    onIdleConnectionError: (error) => log.warn({ error, resource }, 'an idle database connection broke'),
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

/** Tries 1, 2, 4, 8 …: a few lines, however long it takes. */
function isReported(tries: number): boolean {
  return Number.isInteger(Math.log2(tries));
}

function tlsOptions({ tls, tlsCaFile }: DatabaseSettings): NonNullable<DataSourceSettings['ssl']> {
  if (tls === 'off') return false;
  if (tls === 'no-verify') return { rejectUnauthorized: false };
  return { rejectUnauthorized: true, ...(tlsCaFile === undefined ? {} : { ca: readFileSync(tlsCaFile, 'utf8') }) };
}

/** Tokens of RDS live for 15 minutes; one is asked for per new connection, from the AWS credential chain. */
function iamPassword(url: string): () => Promise<string> {
  const { hostname, port, username } = new URL(url);
  const signer = new Signer({
    hostname,
    port: port === '' ? 5432 : Number(port),
    username: decodeURIComponent(username),
  });
  return () => signer.getAuthToken();
}
