import { IsTimestamp, NestedObject } from '@decouple/validation';
import { Equals } from 'class-validator';
import { MessageEnvelope } from '../envelope/message-envelope';
import { IsPaymentId } from '../fields/payment-id';
import { Reason } from '../fields/reason';

export const PAYMENT_REJECTED_V1 = 'sales.payment-rejected.v1';

export class PaymentRejectedV1Data {
  @IsPaymentId()
  readonly paymentId!: string;

  @NestedObject(() => Reason)
  readonly reason!: Reason;

  @IsTimestamp()
  readonly rejectedAt!: string;
}

/** The sales rules say no: an answer, not an error. Final. */
export class PaymentRejectedV1 extends MessageEnvelope {
  @Equals(PAYMENT_REJECTED_V1, { message: `must be "${PAYMENT_REJECTED_V1}"` })
  override readonly type!: typeof PAYMENT_REJECTED_V1;

  @NestedObject(() => PaymentRejectedV1Data)
  override readonly data!: PaymentRejectedV1Data;
}
