import {
  AMOUNT_VALUE_PATTERN,
  BILLING_PERIOD_PATTERN,
  CUSTOMER_ID_PATTERN,
  IsBillingPeriod,
  IsCustomerId,
  IsPaymentMethodType,
  IsPolicyNumber,
  PAYMENT_METHOD_TYPES,
  type PaymentMethodType,
  POLICY_NUMBER_PATTERN,
} from '@decouple/contracts';
import type { PaymentOrder } from '@decouple/payments-domain';
import { NestedObject } from '@decouple/validation';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { PAYMENT_CURRENCY_PATTERN } from './payment-currencies';

/** What payment providers issue in place of card data. */
const TOKEN_PATTERN = /^[A-Za-z0-9._:-]{4,128}$/;

@ApiSchema({ name: 'Amount' })
export class AmountDto {
  @ApiProperty({
    description: "Whole number of the currency's minor units, as a string: `4999` is 49.99 EUR.",
    type: String,
    pattern: AMOUNT_VALUE_PATTERN.source,
    example: '4999',
  })
  @Matches(AMOUNT_VALUE_PATTERN, {
    message: 'must be a whole number of minor units between 1 and 999999999999, as a string, such as "4999"',
  })
  readonly value!: string;

  @ApiProperty({
    description: 'ISO 4217 code of money that people pay with; metals, bond units and test codes are not.',
    type: String,
    minLength: 3,
    maxLength: 3,
    pattern: PAYMENT_CURRENCY_PATTERN.source,
    example: 'EUR',
  })
  @Matches(PAYMENT_CURRENCY_PATTERN, {
    message: 'must be the ISO 4217 code of a currency that people pay with, such as "EUR"',
  })
  readonly currency!: string;
}

@ApiSchema({ name: 'PaymentMethod' })
export class PaymentMethodDto {
  @ApiProperty({ description: 'How the customer pays.', enum: PAYMENT_METHOD_TYPES, example: 'card' })
  @IsPaymentMethodType()
  readonly type!: PaymentMethodType;

  @ApiProperty({
    description: 'The token that the payment provider issued. Never a card number.',
    type: String,
    pattern: TOKEN_PATTERN.source,
    example: 'tok_visa_4f9a',
  })
  @Matches(TOKEN_PATTERN, {
    message: 'must be a provider token of 4 to 128 letters, digits, dots, colons, dashes or underscores',
  })
  readonly token!: string;
}

@ApiSchema({ name: 'PaymentRequest' })
export class PaymentRequestDto {
  @ApiProperty({
    description: 'The policy that is paid for.',
    type: String,
    pattern: POLICY_NUMBER_PATTERN.source,
    example: 'POL-100001',
  })
  @IsPolicyNumber()
  readonly policyNumber!: string;

  @ApiProperty({ description: 'Who pays.', type: String, pattern: CUSTOMER_ID_PATTERN.source, example: 'CUST-1001' })
  @IsCustomerId()
  readonly customerId!: string;

  @ApiProperty({
    description: 'The month that is paid for.',
    type: String,
    pattern: BILLING_PERIOD_PATTERN.source,
    example: '2026-11',
  })
  @IsBillingPeriod()
  readonly billingPeriod!: string;

  @ApiProperty({ type: AmountDto })
  @NestedObject(() => AmountDto)
  readonly amount!: AmountDto;

  @ApiProperty({ type: PaymentMethodDto })
  @NestedObject(() => PaymentMethodDto)
  readonly paymentMethod!: PaymentMethodDto;
}

export function orderFrom({ amount, paymentMethod, ...rest }: PaymentRequestDto): PaymentOrder {
  return {
    policyNumber: rest.policyNumber,
    customerId: rest.customerId,
    billingPeriod: rest.billingPeriod,
    amount: { minorUnits: BigInt(amount.value), currency: amount.currency },
    method: { type: paymentMethod.type, token: paymentMethod.token },
  };
}
