export {
  changedEntry,
  type LedgerChange,
  type LedgerEntry,
  type MonthlyTotal,
  type RecordSaleResult,
  type RegisteredEntry,
  type SalesLedger,
  type SaleToRecord,
} from './record-sale/sales-ledger.port';
export { RecordSale } from './record-sale/record-sale.use-case';
export { SalesFailureAnnouncer } from './announcements/sales-failure-announcer';
export { decisionAnswer, SALES_SOURCE } from './record-sale/sales-answers';
export { type Sale, saleFrom } from './sale/sale';
export {
  decideSale,
  MAX_MONTHS_AWAY,
  type PolicyHistory,
  type Rejection,
  type RejectionCode,
  type SaleDecision,
} from './sale/sale-rules';
export type { LedgerQueries } from './ledger-queries/ledger-queries.port';
