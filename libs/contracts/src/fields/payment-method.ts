import { Matches } from 'class-validator';

export const PAYMENT_METHOD_CODE_PATTERN = /^[a-z][a-z0-9-]{1,31}$/;

/**
 * How the customer pays. The provider's token never leaves customer-api.
 *
 * The list is open: readers must accept codes that they do not know. A closed list would require a new version of every
 * message with a payment method for each new method.
 */
export class PaymentMethod {
  @Matches(PAYMENT_METHOD_CODE_PATTERN, {
    message: 'must be a code of 2 to 32 lower-case letters, digits or dashes, such as "card"',
  })
  readonly type!: string;
}
