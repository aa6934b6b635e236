export { changePayment } from './change-payment';
export { anOutcome } from './outcome.builder';
export {
  describePaymentChangeNotifierContract,
  type PaymentChangeNotifierSubject,
} from './payment-change-notifier.contract';
export { describePaymentStoreContract, type PaymentStoreSubject } from './payment-store.contract';
export { anAcceptedPayment, aPaymentOrder, messageOf } from './payment.builder';
export { describeOverduePaymentsContract, type OverduePaymentsSubject } from './overdue-payments.contract';
export { describePaymentRepairsContract, type PaymentRepairsSubject } from './payment-repairs.contract';
export { describePaymentAdminQueriesContract, type PaymentAdminQueriesSubject } from './payment-admin-queries.contract';
