import {
  Database,
  type DatabaseSettings,
  databaseTime,
  openDatabase,
  PostgresAttemptStore,
  PostgresDatabaseGauge,
  PostgresDeadLetterAdmin,
  PostgresDeadLetterStore,
  PostgresOutboxStore,
} from '@decouple/messaging-postgres';
import { type Log, LogThrottle } from '@decouple/platform';
import {
  PostgresLedgerQueries,
  PostgresSalesLedger,
  rehearseRecording,
  salesMigrations,
} from '@decouple/sales-postgres';
import type { Store } from './store';

/** The name of this store in logs and health reports. */
export const SALES_DATABASE = 'sales database';

/** Keeps all data in sales-worker's PostgreSQL database. */
export async function postgresStore(settings: DatabaseSettings, log: Log): Promise<Store> {
  const resource = { resource: SALES_DATABASE };
  const trouble = new LogThrottle(log);
  const dataSource = await openDatabase(settings, {
    ...resource,
    applicationName: 'sales-worker',
    migrations: salesMigrations,
    log,
    onIdleConnectionError: (error) =>
      trouble.warn(String(error.code), { error, ...resource }, 'an idle database connection broke'),
  });
  const ledger = new PostgresSalesLedger(dataSource, resource);
  return {
    ledger,
    queries: new PostgresLedgerQueries(dataSource, resource),
    outbox: new PostgresOutboxStore(dataSource, resource),
    attempts: new PostgresAttemptStore(dataSource, resource),
    deadLetters: new PostgresDeadLetterStore(dataSource, resource),
    deadLetterAdmin: new PostgresDeadLetterAdmin(dataSource, resource),
    database: new PostgresDatabaseGauge(dataSource, resource),
    now: () => databaseTime(new Database(dataSource, SALES_DATABASE)),
    probe: () => rehearseRecording(dataSource, SALES_DATABASE),
    close: async () => {
      await ledger.drain();
      await dataSource.destroy();
    },
  };
}
