export { InMemorySalesLedger } from './in-memory-sales-ledger';
export { InMemoryLedgerRegister } from './in-memory-ledger-register';
