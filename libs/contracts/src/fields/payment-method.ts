import { Matches } from 'class-validator';

export const PAYMENT_METHOD_CODE_PATTERN = /^[a-z][a-z0-9-]{1,31}$/;

/**
 * How the customer pays. The provider's token never leaves the customer service.
 *
 * Open on purpose: readers take a code that they do not know as just another way to pay. A closed list would make every
 * new way to pay a new version of each message that tells of it.
 */
export class PaymentMethod {
  @Matches(PAYMENT_METHOD_CODE_PATTERN, {
    message: 'must be a code of 2 to 32 lower-case letters, digits or dashes, such as "card"',
  })
  readonly type!: string;
}
