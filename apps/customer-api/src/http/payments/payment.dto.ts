import {
  isFinal,
  type Payment,
  PAYMENT_STATUSES,
  type PaymentState,
  type PaymentStatus,
  type TimelineEntry,
} from '@decouple/payments-domain';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'Money' })
export class MoneyDto {
  @ApiProperty({ description: "Whole number of the currency's minor units.", type: String, example: '4999' })
  readonly value!: string;

  @ApiProperty({ description: 'ISO 4217 code.', type: String, example: 'EUR' })
  readonly currency!: string;
}

@ApiSchema({ name: 'Reason' })
export class ReasonDto {
  @ApiProperty({ description: 'Stable, for programs.', type: String, example: 'period-already-paid' })
  readonly code!: string;

  @ApiProperty({
    description: 'A sentence for people.',
    type: String,
    example: 'The policy POL-100001 is already paid for 2026-11.',
  })
  readonly detail!: string;
}

@ApiSchema({ name: 'TimelineEntry' })
export class TimelineEntryDto {
  @ApiProperty({ enum: PAYMENT_STATUSES })
  readonly status!: PaymentStatus;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly at!: string;

  @ApiPropertyOptional({ type: ReasonDto })
  readonly reason?: ReasonDto;

  @ApiPropertyOptional({ description: 'Failed attempts so far.', type: 'integer', minimum: 1 })
  readonly attempt?: number;

  @ApiPropertyOptional({ type: String, format: 'date-time' })
  readonly nextAttemptAt?: string;
}

@ApiSchema({ name: 'PaymentMethodKind' })
export class PaymentMethodKindDto {
  @ApiProperty({ type: String, example: 'card' })
  readonly type!: string;
}

@ApiSchema({ name: 'Payment' })
export class PaymentDto {
  @ApiProperty({ description: 'The id to poll.', type: String, format: 'uuid' })
  readonly requestId!: string;

  @ApiProperty({ enum: PAYMENT_STATUSES })
  readonly status!: PaymentStatus;

  @ApiProperty({ description: 'Whether the status is final.', type: Boolean })
  readonly final!: boolean;

  @ApiProperty({
    description: 'Address of this payment.',
    type: String,
    example: '/v1/payments/019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f',
  })
  readonly statusUrl!: string;

  @ApiProperty({ type: String, example: 'POL-100001' })
  readonly policyNumber!: string;

  @ApiProperty({ type: String, example: 'CUST-1001' })
  readonly customerId!: string;

  @ApiProperty({ type: String, example: '2026-11' })
  readonly billingPeriod!: string;

  @ApiProperty({ type: MoneyDto })
  readonly amount!: MoneyDto;

  @ApiProperty({ type: PaymentMethodKindDto })
  readonly paymentMethod!: PaymentMethodKindDto;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly acceptedAt!: string;

  @ApiPropertyOptional({ description: 'Why it was rejected, delayed or parked.', type: ReasonDto })
  readonly reason?: ReasonDto;

  @ApiPropertyOptional({
    description: 'Failed attempts so far, while it is delayed or parked.',
    type: 'integer',
    minimum: 1,
  })
  readonly attempt?: number;

  @ApiPropertyOptional({
    description: 'Time of the next attempt, while it is delayed.',
    type: String,
    format: 'date-time',
  })
  readonly nextAttemptAt?: string;

  @ApiProperty({ description: 'The history of the payment, oldest first.', type: [TimelineEntryDto] })
  readonly timeline!: readonly TimelineEntryDto[];
}

export function statusUrl(requestId: string): string {
  return `/v1/payments/${requestId}`;
}

/** The payment as its client sees it. The provider's token is not part of it. */
export function paymentDto(payment: Payment): PaymentDto {
  const { acceptedAt, id, order, state, timeline } = payment;
  return {
    requestId: id,
    status: state.status,
    final: isFinal(payment),
    statusUrl: statusUrl(id),
    policyNumber: order.policyNumber,
    customerId: order.customerId,
    billingPeriod: order.billingPeriod,
    amount: { value: order.amount.minorUnits.toString(), currency: order.amount.currency },
    paymentMethod: { type: order.method.type },
    acceptedAt: acceptedAt.toISOString(),
    timeline: timeline.map(timelineEntryDto),
    // Last: properties after a spread are defined one by one, at several times the cost.
    ...circumstancesOf(state),
  };
}

type Circumstances = Pick<PaymentDto, 'attempt' | 'nextAttemptAt' | 'reason'>;

const NO_CIRCUMSTANCES: Circumstances = {};

function circumstancesOf(state: PaymentState): Circumstances {
  switch (state.status) {
    case 'accepted':
    case 'queued':
    case 'recorded':
      return NO_CIRCUMSTANCES;
    case 'rejected':
      return { reason: state.reason };
    case 'parked':
      return { reason: state.reason, attempt: state.attempts };
    case 'delayed':
      return { reason: state.reason, attempt: state.attempt, nextAttemptAt: state.nextAttemptAt.toISOString() };
  }
}

function timelineEntryDto({ at, attempt, nextAttemptAt, reason, status }: TimelineEntry): TimelineEntryDto {
  return {
    status,
    at: at.toISOString(),
    ...(reason === undefined ? NOTHING : { reason }),
    ...(attempt === undefined ? NOTHING : { attempt }),
    ...(nextAttemptAt === undefined ? NOTHING : { nextAttemptAt: nextAttemptAt.toISOString() }),
  };
}

const NOTHING = {};
