export { rehearseRecording } from './ledger/rehearse-recording';
export { PostgresSalesLedger } from './ledger/postgres-sales-ledger';
export { salesMigrations } from './migrations/sales-migrations';
export { PostgresLedgerRegister } from './register/postgres-ledger-register';
