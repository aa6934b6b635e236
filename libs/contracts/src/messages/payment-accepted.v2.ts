import { IsTimestamp, NestedObject } from '@decouple/validation';
import { Equals } from 'class-validator';
import { MessageEnvelope } from '../envelope/message-envelope';
import { Amount } from '../fields/amount';
import { IsBillingPeriod } from '../fields/billing-period';
import { IsCustomerId } from '../fields/customer-id';
import { IsPaymentId } from '../fields/payment-id';
import { PaymentMethod } from '../fields/payment-method';
import { IsPolicyNumber } from '../fields/policy-number';

export const PAYMENT_ACCEPTED_V2 = 'payments.payment-accepted.v2';

/** As in version 1, with an object for the payment method, whose type is no longer one of a closed list. */
export class PaymentAcceptedV2Data {
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

  @NestedObject(() => PaymentMethod)
  readonly paymentMethod!: PaymentMethod;

  @IsTimestamp()
  readonly acceptedAt!: string;
}

/** A payment was accepted and stored; sales is asked to record it. */
export class PaymentAcceptedV2 extends MessageEnvelope {
  @Equals(PAYMENT_ACCEPTED_V2, { message: `must be "${PAYMENT_ACCEPTED_V2}"` })
  override readonly type!: typeof PAYMENT_ACCEPTED_V2;

  @NestedObject(() => PaymentAcceptedV2Data)
  override readonly data!: PaymentAcceptedV2Data;
}
