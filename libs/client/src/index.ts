export { type ClientSettings, PaymentsClient } from './payments-client';
export {
  type ApiAnswer,
  type ApiRequest,
  Connection,
  type ConnectionSettings,
  type RequestHeaders,
} from './http/connection';
export type { Connectedness, EventStream, PaymentFollower } from './payments/follow-payment';
export { newIdempotencyKey } from './payments/idempotency-key';
export { type AcceptedPayment, type PayOptions, UnconfirmedPaymentError } from './payments/pay';
export type {
  Money,
  Payment,
  PaymentMethodType,
  PaymentPage,
  PaymentQuery,
  PaymentRequest,
  PaymentStatus,
  Reason,
  TimelineEntry,
} from './payments/payment';
export { OutcomePendingError, type WaitOptions } from './payments/wait-for-outcome';
export { isPassing, ProblemError, type ProblemLocation, UnreachableError } from './problem';
export type { RetryObserver, RetryOptions, Waiting } from './retry/repeat';
export type { components, operations, paths } from './generated/openapi';
