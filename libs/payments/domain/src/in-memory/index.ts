export { InMemoryOverduePayments } from './in-memory-overdue-payments';
export { InMemoryPaymentChangeNotifier } from './in-memory-payment-change-notifier';
export { InMemoryPaymentStore } from './in-memory-payment-store';
export { InMemoryPaymentRepairs } from './in-memory-payment-repairs';
export { InMemoryPaymentAdminQueries } from './in-memory-payment-admin-queries';
