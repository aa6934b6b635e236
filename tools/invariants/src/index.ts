export { described } from './check-agreement';
export { checkInvariants, type Evidence } from './check-invariants';
export { centsOff } from './check-totals';
export type { ClientRecord, LedgerRow, Leftovers, MonthlyTotal, PaymentRow, RequestedPayment, Sale } from './evidence';
export { type Finding, type Invariant, INVARIANTS } from './invariant';
