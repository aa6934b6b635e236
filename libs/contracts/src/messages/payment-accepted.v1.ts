import { IsTimestamp, NestedObject } from '@decouple/validation';
import { Equals } from 'class-validator';
import { MessageEnvelope } from '../envelope/message-envelope';
import { Amount } from '../fields/amount';
import { IsBillingPeriod } from '../fields/billing-period';
import { IsCustomerId } from '../fields/customer-id';
import { IsPaymentId } from '../fields/payment-id';
import { IsPaymentMethodType, type PaymentMethodType } from '../fields/payment-method-type';
import { IsPolicyNumber } from '../fields/policy-number';

export const PAYMENT_ACCEPTED_V1 = 'payments.payment-accepted.v1';

export class PaymentAcceptedV1Data {
  @IsPaymentId()
  readonly paymentId!: string;

  @IsPolicyNumber()
  readonly policyNumber!: string;

  @IsCustomerId()
  readonly customerId!: string;

  @IsBillingPeriod()
  readonly billingPeriod!: string;

  @NestedObject(() => Amount)
  readonly amount!: Amount;

  @IsPaymentMethodType()
  readonly paymentMethodType!: PaymentMethodType;

  @IsTimestamp()
  readonly acceptedAt!: string;
}

/** A payment was accepted and stored; sales is asked to record it. */
export class PaymentAcceptedV1 extends MessageEnvelope {
  @Equals(PAYMENT_ACCEPTED_V1, { message: `must be "${PAYMENT_ACCEPTED_V1}"` })
  override readonly type!: typeof PAYMENT_ACCEPTED_V1;

  @NestedObject(() => PaymentAcceptedV1Data)
  override readonly data!: PaymentAcceptedV1Data;
}
