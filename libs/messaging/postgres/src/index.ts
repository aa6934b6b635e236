export { PostgresAttemptStore } from './attempts/postgres-attempt-store';
export { createDataSource, type DataSourceSettings, type TlsSettings } from './connection/create-data-source';
export { Database } from './connection/database';
export type { DatabaseSettings } from './connection/database-settings';
export { databaseTime } from './connection/database-time';
export { migrate } from './connection/migrate';
export { type DatabaseLog, openDatabase, type OpenDatabaseOptions } from './connection/open-database';
export { pingDatabase } from './connection/ping-database';
export { rehearse } from './connection/rehearse';
export type { Queryable } from './connection/queryable';
export type { Transaction } from './connection/transaction';
export { PostgresDatabaseGauge } from './database/postgres-database-gauge';
export { PostgresDeadLetterAdmin } from './dead-letters/postgres-dead-letter-admin';
export { PostgresDeadLetterStore } from './dead-letters/postgres-dead-letter-store';
export { StatementError } from './errors/statement-error';
export { GroupCommit, type GroupCommitOptions } from './group-commit/group-commit';
export { messagingMigrations } from './migrations/messaging-migrations';
export { type DelayedMessage, insertIntoOutboxFrom, insertOutboxMessages } from './tables/insert-outbox-messages';
export { type CallersTransaction, PostgresOutbox } from './outbox/postgres-outbox';
export {
  PostgresOutboxStore,
  type PostgresOutboxStoreOptions,
  type SettledMessages,
} from './outbox/postgres-outbox-store';
export { DelimitedColumns } from './columns/delimited-columns';
