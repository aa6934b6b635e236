export {
  AcceptPayment,
  type AcceptPaymentInput,
  type AcceptPaymentResult,
} from './accept-payment/accept-payment.use-case';
export { CUSTOMER_SOURCE, paymentAcceptedMessage, type TraceContext } from './accept-payment/payment-accepted.message';
export { ApplySalesOutcome, type Contradiction } from './apply-sales-outcome/apply-sales-outcome.use-case';
export { GetPayment, type GetPaymentInput } from './get-payment/get-payment.use-case';
export { ListPayments, type PaymentPage } from './list-payments/list-payments.use-case';
export { type Money, sameMoney } from './payment/money';
export {
  isFinal,
  type Payment,
  PAYMENT_STATUSES,
  type PaymentOrder,
  type PaymentState,
  type PaymentStatus,
  type ReasonGiven,
  sameOrder,
  type TimelineEntry,
} from './payment/payment';
export { IdempotencyKeyReusedError, PaymentNotFoundError } from './payment/payment.errors';
export {
  acceptedPayment,
  applyOutcome,
  markQueued,
  MAX_TIMELINE_ENTRIES,
  parkRefused,
} from './payment/payment-transitions';
export type { PaymentChangeNotifier } from './get-payment/payment-change-notifier.port';
export type {
  ChangedPayment,
  PaymentChange,
  PaymentQuery,
  PaymentStore,
  StoreResult,
} from './payment/payment-store.port';
export { paymentIdOf, type Settlement, SETTLEMENTS } from './settlement/settlements';
export type { OverduePayments, OverdueSelection } from './republish-overdue-payments/overdue-payments.port';
export {
  DEFAULT_OVERDUE_RULE,
  MAX_DOUBLINGS,
  isOverdue,
  type OverdueReason,
  overdueReason,
  type OverdueRule,
  type Reemissions,
} from './republish-overdue-payments/overdue-rule';
export {
  type ReemittedPayment,
  RepublishOverduePayments,
} from './republish-overdue-payments/republish-overdue-payments.use-case';
export type { PaymentCounts, PaymentAdminQueries } from './admin-queries/payment-admin-queries.port';
export type {
  ComparedPayment,
  PaymentRepairs,
  RebuildRequest,
  RecordedRepair,
  RepairAudit,
  RepairResult,
  ResendRequest,
  SkippedPayment,
  SkipReason,
} from './repair-payments/payment-repairs.port';
export {
  type LedgerFacts,
  LOST_CLIENT_ID,
  RebuildPayments,
  type RebuildPaymentsInput,
} from './repair-payments/rebuild-payments.use-case';
export {
  DEFAULT_RESENDS_PER_SECOND,
  ResendPayments,
  type ResendPaymentsInput,
} from './repair-payments/resend-payments.use-case';
export { type ResendFacts, whyNotResent, withoutRepetitions } from './repair-payments/resend-rule';
export { AWAITING_STATUSES } from './republish-overdue-payments/request-of';
