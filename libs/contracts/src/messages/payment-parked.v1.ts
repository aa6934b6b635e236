import { IsTimestamp, NestedObject } from '@decouple/validation';
import { Equals } from 'class-validator';
import { MessageEnvelope } from '../envelope/message-envelope';
import { IsAttemptCount } from '../fields/attempt-count';
import { IsOutcomeSequence } from '../fields/outcome-sequence';
import { IsPaymentId } from '../fields/payment-id';
import { Reason } from '../fields/reason';

export const PAYMENT_PARKED_V1 = 'sales.payment-parked.v1';

export class PaymentParkedV1Data {
  @IsPaymentId()
  readonly paymentId!: string;

  /** How many attempts were made, from 1. */
  @IsAttemptCount()
  readonly attempts!: number;

  @NestedObject(() => Reason)
  readonly reason!: Reason;

  @IsTimestamp()
  readonly parkedAt!: string;

  /** Orders what sales announces of this payment; of two announcements the one with the higher number is newer. */
  @IsOutcomeSequence()
  readonly sequence?: number;
}

/** Recording failed for good as it stands; a person has to look. The message is kept as a dead letter. */
export class PaymentParkedV1 extends MessageEnvelope {
  @Equals(PAYMENT_PARKED_V1, { message: `must be "${PAYMENT_PARKED_V1}"` })
  override readonly type!: typeof PAYMENT_PARKED_V1;

  @NestedObject(() => PaymentParkedV1Data)
  override readonly data!: PaymentParkedV1Data;
}
