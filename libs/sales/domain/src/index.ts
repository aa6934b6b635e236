export type { LedgerEntry, MonthlyTotal, RecordSaleResult, SalesLedger, SaleToRecord } from './ports/sales-ledger.port';
export { RecordSale } from './record-sale/record-sale.use-case';
export { decisionAnswer, SALES_SOURCE, SalesFailureAnnouncer } from './record-sale/sales-answers';
export { type Sale, saleFrom } from './sale/sale';
export {
  decideSale,
  MAX_MONTHS_AWAY,
  type PolicyHistory,
  type Rejection,
  type RejectionCode,
  type SaleDecision,
} from './sale/sale-rules';
export type { LedgerQueries, RegisteredEntry } from './ports/ledger-queries.port';
