import pg from 'pg';
import { DataSource, type Logger, type MigrationInterface } from 'typeorm';
import { PreparingClient } from './preparing-client';

export interface DataSourceSettings {
  /** `postgres://user:password@host:port/database`; query parameters are not used. */
  readonly url: string;
  /** Shown in `pg_stat_activity`, so that an operator knows whose sessions they are. */
  readonly applicationName: string;
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly poolSize: number;
  /** Off when absent or `false`. */
  readonly ssl?: { readonly rejectUnauthorized: boolean } | false;
  /** The authorities to trust, in PEM; asked for each new connection. The system's own when absent. */
  readonly authorities?: () => string;
  /** Asked for each new connection, in place of the URL's password: for tokens that expire. */
  readonly password?: () => Promise<string>;
  /** Called when the server has refused a password, so that the next one is not made of the same credentials. */
  readonly onPasswordRefused?: () => void;
  /** A statement that takes longer is cancelled by the server. */
  readonly statementTimeoutMilliseconds: number;
  /** Longest wait for a connection: for a new one to be made, or for one of the pool to become free. */
  readonly connectTimeoutMilliseconds: number;
  /**
   * How long the server lets a session hold a transaction without doing anything: what a stopped process holds is free
   * again after that. Must be longer than the relay may take to publish a batch.
   */
  readonly idleInTransactionTimeoutMilliseconds: number;
  /** A connection broke while nobody used it. The pool replaces it; this is for the log. */
  readonly onIdleConnectionError: (error: Error) => void;
}

/** The client gives up this much later than the server should have: only when the server cannot answer any more. */
export const CLIENT_TIMEOUT_MARGIN_MILLISECONDS = 2_000;

/** Long enough to keep connections over a quiet minute, short enough to give them back to the server after a peak. */
const IDLE_TIMEOUT_MILLISECONDS = 60_000;

/** Connections are renewed so that after a fail-over or a scale-out they find their way to the right server by themselves. */
const MAX_LIFETIME_SECONDS = 1_800;

/** Below the 350 s after which AWS network load balancers and NAT gateways forget a silent connection. */
const KEEP_ALIVE_AFTER_MILLISECONDS = 10_000;

/**
 * A plan is kept for as long as its connection, and made when tables may still be empty: there a scan of the whole table
 * looks cheap, and would be run on millions of rows until somebody analyzes. Every statement here has its index.
 */
const PLANS_THAT_LAST = '-c enable_seqscan=off -c enable_bitmapscan=off';

/** TypeORM would write to the console, statements with parameters and all. What went wrong is thrown; that is enough. */
const SILENT: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};

/** Describes the connections to one database. Nothing is connected until `initialize()`. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  const { hostname, port, username, password, pathname } = new URL(settings.url);
  return new DataSource({
    type: 'postgres',
    // Given, not looked up by name: a bundle has no packages to look in.
    driver: pg,
    // A URL writes IPv6 addresses in brackets, which nobody else understands.
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 5432 : Number(port),
    username: decodeURIComponent(username),
    password: settings.password ?? decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    ssl: settings.ssl === undefined ? false : settings.ssl,
    applicationName: settings.applicationName,
    migrations: [...settings.migrations],
    migrationsTableName: 'schema_migrations',
    installExtensions: false,
    logger: SILENT,
    poolSize: settings.poolSize,
    connectTimeoutMS: settings.connectTimeoutMilliseconds,
    poolErrorHandler: settings.onIdleConnectionError,
    extra: {
      Client: PreparingClient,
      options: PLANS_THAT_LAST,
      authorities: settings.authorities,
      onPasswordRefused: settings.onPasswordRefused,
      statement_timeout: settings.statementTimeoutMilliseconds,
      idle_in_transaction_session_timeout: settings.idleInTransactionTimeoutMilliseconds,
      answerTimeoutMilliseconds: settings.statementTimeoutMilliseconds + CLIENT_TIMEOUT_MARGIN_MILLISECONDS,
      idleTimeoutMillis: IDLE_TIMEOUT_MILLISECONDS,
      maxLifetimeSeconds: MAX_LIFETIME_SECONDS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MILLISECONDS,
    },
  });
}
