/** Injection tokens of ports that are interfaces. */
export const PAYMENT_COUNTS = Symbol('CachedValue<PaymentCounts>');
export const PAYMENT_REPAIRS = Symbol('PaymentRepairs');
export const PAYMENT_ADMIN_QUERIES = Symbol('PaymentAdminQueries');

/** @throws Problem 400 if the headers do not name the operator */
export type ReadOperator = (headers: Readonly<Record<string, string>>) => string;
export const READ_OPERATOR = Symbol('ReadOperator');
