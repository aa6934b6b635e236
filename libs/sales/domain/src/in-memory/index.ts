export { InMemorySalesLedger } from './in-memory-sales-ledger';
