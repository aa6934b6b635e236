export { InMemorySalesLedger } from './in-memory-sales-ledger';
export { InMemoryLedgerQueries } from './in-memory-ledger-queries';
