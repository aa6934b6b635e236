import { IsIn } from 'class-validator';

/** How the customer pays. The provider's token never leaves customer-api. */
export const PAYMENT_METHOD_TYPES = ['card', 'direct-debit', 'wallet'] as const;
export type PaymentMethodType = (typeof PAYMENT_METHOD_TYPES)[number];

export const IsPaymentMethodType = (): PropertyDecorator =>
  IsIn(PAYMENT_METHOD_TYPES, { message: `must be one of: ${PAYMENT_METHOD_TYPES.join(', ')}` });
