export {
  PostgresPaymentChangeNotifier,
  type PostgresPaymentChangesOptions,
} from './change-notifier/postgres-payment-change-notifier';
export { paymentsMigrations } from './migrations/payments-migrations';
export { rehearseAcceptance } from './store/rehearse-acceptance';
export { settlePayments } from './store/settle-payments';
export { PostgresPaymentStore, type PostgresPaymentStoreOptions } from './store/postgres-payment-store';
export { PostgresOverduePayments } from './overdue/postgres-overdue-payments';
export { PostgresPaymentRepairs } from './repairs/postgres-payment-repairs';
export { PostgresPaymentAdminQueries } from './admin-queries/postgres-payment-admin-queries';
