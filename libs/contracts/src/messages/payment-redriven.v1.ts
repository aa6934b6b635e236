import { IsTimestamp, NestedObject } from '@decouple/validation';
import { Equals } from 'class-validator';
import { MessageEnvelope } from '../envelope/message-envelope';
import { IsOutcomeSequence } from '../fields/outcome-sequence';
import { IsPaymentId } from '../fields/payment-id';

export const PAYMENT_REDRIVEN_V1 = 'sales.payment-redriven.v1';

export class PaymentRedrivenV1Data {
  @IsPaymentId()
  readonly paymentId!: string;

  @IsTimestamp()
  readonly redrivenAt!: string;

  /** Orders what sales announces of this payment; of two announcements the one with the higher number is newer. */
  @IsOutcomeSequence()
  readonly sequence?: number;
}

/** A person has sent a parked payment on its way again: it waits to be recorded. */
export class PaymentRedrivenV1 extends MessageEnvelope {
  @Equals(PAYMENT_REDRIVEN_V1, { message: `must be "${PAYMENT_REDRIVEN_V1}"` })
  override readonly type!: typeof PAYMENT_REDRIVEN_V1;

  @NestedObject(() => PaymentRedrivenV1Data)
  override readonly data!: PaymentRedrivenV1Data;
}
