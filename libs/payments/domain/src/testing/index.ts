export { anOutcome } from './outcome.builder';
export { describePaymentChangesContract, type PaymentChangesSubject } from './payment-changes.contract';
export { describePaymentStoreContract, type PaymentStoreSubject } from './payment-store.contract';
export { anAcceptedPayment, aPaymentOrder, messageOf } from './payment.builder';
export { describeOverduePaymentsContract, type OverduePaymentsSubject } from './overdue-payments.contract';
export { describePaymentRepairsContract, type PaymentRepairsSubject } from './payment-repairs.contract';
export { describePaymentRegisterContract, type PaymentRegisterSubject } from './payment-register.contract';
