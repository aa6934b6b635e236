/** Names of what the composition provides, where a port has no class to be its own name. */
export const PAYMENT_COUNTS = Symbol('CachedValue<PaymentCounts>');
export const PAYMENT_REPAIRS = Symbol('PaymentRepairs');
export const PAYMENT_ADMIN_QUERIES = Symbol('PaymentAdminQueries');
export const REQUEST_READER = Symbol('RequestReader');
