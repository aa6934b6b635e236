export { rehearseRecording } from './ledger/rehearse-recording';
export { PostgresSalesLedger } from './ledger/postgres-sales-ledger';
export { salesMigrations } from './migrations/sales-migrations';
export { PostgresLedgerQueries } from './ledger-queries/postgres-ledger-queries';
