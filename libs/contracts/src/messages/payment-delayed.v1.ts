import { IsTimestamp, NestedObject } from '@decouple/validation';
import { Equals } from 'class-validator';
import { MessageEnvelope } from '../envelope/message-envelope';
import { IsAttemptCount } from '../fields/attempt-count';
import { IsOutcomeSequence } from '../fields/outcome-sequence';
import { IsPaymentId } from '../fields/payment-id';
import { Reason } from '../fields/reason';

export const PAYMENT_DELAYED_V1 = 'sales.payment-delayed.v1';

export class PaymentDelayedV1Data {
  @IsPaymentId()
  readonly paymentId!: string;

  /** How many attempts have failed so far, from 1. */
  @IsAttemptCount()
  readonly attempt!: number;

  @IsTimestamp()
  readonly nextAttemptAt!: string;

  @NestedObject(() => Reason)
  readonly reason!: Reason;

  @IsTimestamp()
  readonly delayedAt!: string;

  /** Orders what sales announces of this payment; of two announcements the one with the higher number is newer. */
  @IsOutcomeSequence()
  readonly sequence?: number;
}

/** Recording failed for now and will be tried again. */
export class PaymentDelayedV1 extends MessageEnvelope {
  @Equals(PAYMENT_DELAYED_V1, { message: `must be "${PAYMENT_DELAYED_V1}"` })
  override readonly type!: typeof PAYMENT_DELAYED_V1;

  @NestedObject(() => PaymentDelayedV1Data)
  override readonly data!: PaymentDelayedV1Data;
}
