import { IsTimestamp, NestedObject } from '@decouple/validation';
import { Equals } from 'class-validator';
import { MessageEnvelope } from '../envelope/message-envelope';
import { IsPaymentId } from '../fields/payment-id';

export const PAYMENT_RECORDED_V1 = 'sales.payment-recorded.v1';

export class PaymentRecordedV1Data {
  @IsPaymentId()
  readonly paymentId!: string;

  @IsTimestamp()
  readonly recordedAt!: string;
}

/** Sales has the payment in its ledger. Final. */
export class PaymentRecordedV1 extends MessageEnvelope {
  @Equals(PAYMENT_RECORDED_V1, { message: `must be "${PAYMENT_RECORDED_V1}"` })
  override readonly type!: typeof PAYMENT_RECORDED_V1;

  @NestedObject(() => PaymentRecordedV1Data)
  override readonly data!: PaymentRecordedV1Data;
}
