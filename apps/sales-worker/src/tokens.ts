/** Names of what the composition provides, where a port has no class to be its own name. */
export const LEDGER_QUERIES = Symbol('LedgerQueries');
export const SALES_LEDGER = Symbol('SalesLedger');
