import {
  Amount,
  IsBillingPeriod,
  IsCustomerId,
  IsPaymentId,
  IsPaymentMethodType,
  IsPolicyNumber,
  PAYMENT_ID_PATTERN,
  type PaymentMethodType,
  Reason,
} from '@decouple/contracts';
import { IsReason } from '@decouple/platform';
import { IsTimestamp, NestedObject } from '@decouple/validation';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNumber,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';

/** Maximum number of ids in a request, which is one transaction and must fit the largest body. */
export const MAX_RESENDS = 1_000;
/** Maximum number of entries in a request. */
export const MAX_REBUILDS = 100;

/**
 * A lower rate is a mistake: repairs run one at a time, so it would delay the next one. A higher one exceeds the rate
 * of the outbox.
 */
export const REPAIR_RATE = { min: 0.1, max: 1_000 };

const RATE_RULE = { message: `must be a number from ${REPAIR_RATE.min} to ${REPAIR_RATE.max}` };
const SWITCH_RULE = { message: 'must be true or false' };
const IDS_RULE = { message: 'must be a list of request ids' };
const EACH_ID_RULE = { each: true, message: 'must be request ids' };
const COUNT_RULE = { message: `must be ${MAX_RESENDS} ids at most` };

class RepairRequestDto {
  /** For the audit. */
  @IsReason()
  readonly reason!: string;

  @IsOptional()
  @IsBoolean(SWITCH_RULE)
  readonly dryRun?: boolean;
}

/** Payments by the status that they had when both sides were compared. */
export class ResendRequestDto extends RepairRequestDto {
  @IsOptional()
  @IsArray(IDS_RULE)
  @ArrayMaxSize(MAX_RESENDS, COUNT_RULE)
  @Matches(PAYMENT_ID_PATTERN, EACH_ID_RULE)
  readonly recorded?: readonly string[];

  @IsOptional()
  @IsArray(IDS_RULE)
  @ArrayMaxSize(MAX_RESENDS, COUNT_RULE)
  @Matches(PAYMENT_ID_PATTERN, EACH_ID_RULE)
  readonly rejected?: readonly string[];

  @IsOptional()
  @IsArray(IDS_RULE)
  @ArrayMaxSize(MAX_RESENDS, COUNT_RULE)
  @Matches(PAYMENT_ID_PATTERN, EACH_ID_RULE)
  readonly parked?: readonly string[];

  @IsOptional()
  @IsNumber({}, RATE_RULE)
  @Min(REPAIR_RATE.min, RATE_RULE)
  @Max(REPAIR_RATE.max, RATE_RULE)
  readonly paymentsPerSecond?: number;
}

export class RebuildRequestDto extends RepairRequestDto {
  /** Each is checked as a `LostPaymentDto`. */
  @IsArray({ message: 'must be a list of ledger entries' })
  @ArrayMaxSize(MAX_REBUILDS, { message: `must be ${MAX_REBUILDS} entries at most` })
  readonly entries!: readonly unknown[];
}

/** A ledger entry. */
export class LostPaymentDto {
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

  @IsIn(['recorded', 'rejected'], { message: 'must be recorded or rejected' })
  readonly outcome!: 'recorded' | 'rejected';

  /** Only for a rejected payment. */
  @ValidateIf(({ outcome }: LostPaymentDto) => outcome === 'rejected')
  @NestedObject(() => Reason)
  readonly reason?: Reason;

  @IsTimestamp()
  readonly acceptedAt!: string;

  @IsTimestamp()
  readonly decidedAt!: string;
}
