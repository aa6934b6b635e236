import pg from 'pg';
import { DataSource, type Logger, type MigrationInterface } from 'typeorm';
import { CleanupOnAuthFailureClient } from './cleanup-on-auth-failure-client';

export interface TlsSettings {
  readonly rejectUnauthorized: boolean;
  /** The authorities to trust, in PEM; the system's own when absent. A getter is read for each new connection. */
  readonly ca?: string;
}

export interface DataSourceSettings {
  /** `postgres://user:password@host:port/database`; query parameters are not used. */
  readonly url: string;
  /** Shown in `pg_stat_activity`, so that an operator knows whose sessions they are. */
  readonly applicationName: string;
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly poolSize: number;
  /** Off when absent or `false`. */
  readonly ssl?: TlsSettings | false;
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
  /** An idle connection broke. The pool replaces it; this is for the log. */
  readonly onIdleConnectionError: (error: Error) => void;
}

/** Long enough to keep connections over a quiet minute, short enough to give them back to the server after a peak. */
const IDLE_TIMEOUT_MILLISECONDS = 60_000;

/** Connections are renewed so that after a fail-over or a scale-out they find their way to the right server by themselves. */
const MAX_LIFETIME_SECONDS = 1_800;

/** Below the 350 s after which AWS network load balancers and NAT gateways forget a silent connection. */
const KEEP_ALIVE_AFTER_MILLISECONDS = 10_000;

/**
 * A prepared statement keeps its plan for as long as its connection, and the table may be empty when the plan is made:
 * a sequential scan looks cheap then, and would run over millions of rows until the next analyze. So no connection plans
 * one, and every statement needs an index. `plan_cache_mode = force_custom_plan` is safe too, but plans each time, which
 * costs more than it protects: see docs/performance-notes.md.
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
    // A URL writes IPv6 addresses in brackets, which sockets do not accept.
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
      Client: CleanupOnAuthFailureClient,
      options: PLANS_THAT_LAST,
      onPasswordRefused: settings.onPasswordRefused,
      statement_timeout: settings.statementTimeoutMilliseconds,
      idle_in_transaction_session_timeout: settings.idleInTransactionTimeoutMilliseconds,
      idleTimeoutMillis: IDLE_TIMEOUT_MILLISECONDS,
      maxLifetimeSeconds: MAX_LIFETIME_SECONDS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MILLISECONDS,
    },
  });
}
