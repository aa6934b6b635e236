export { aSale, toRecord } from './sale.builder';
export { describeSalesLedgerContract, type SalesLedgerSubject } from './sales-ledger.contract';
export { expectSoundLedger } from './sound-ledger';
export { describeLedgerRegisterContract, type LedgerRegisterSubject } from './ledger-register.contract';
