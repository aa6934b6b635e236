import { Matches } from 'class-validator';

/** A UUID in lower case (RFC 9562); the services issue version 7. */
export const PAYMENT_ID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const IsPaymentId = (): PropertyDecorator =>
  Matches(PAYMENT_ID_PATTERN, { message: 'must be a UUID in lower case' });
