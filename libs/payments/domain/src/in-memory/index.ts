export { InMemoryOverduePayments } from './in-memory-overdue-payments';
export { InMemoryPaymentChanges } from './in-memory-payment-changes';
export { InMemoryPaymentStore } from './in-memory-payment-store';
export { InMemoryPaymentRepairs } from './in-memory-payment-repairs';
export { InMemoryPaymentRegister } from './in-memory-payment-register';
