export { aSale, toRecord } from './sale.builder';
export { describeSalesLedgerContract, type SalesLedgerSubject } from './sales-ledger.contract';
export { expectSoundLedger } from './sound-ledger';
export { describeLedgerQueriesContract, type LedgerQueriesSubject } from './ledger-queries.contract';
