/** Injection tokens of ports that are interfaces. */
export const LEDGER_QUERIES = Symbol('LedgerQueries');
export const SALES_LEDGER = Symbol('SalesLedger');
