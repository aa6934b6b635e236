/** Names of what the composition provides, where a port has no class to be its own name. */
export const LEDGER_REGISTER = Symbol('LedgerRegister');
export const SALES_LEDGER = Symbol('SalesLedger');
