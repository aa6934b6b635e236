import { MAX_DEAD_LETTERS_PER_DECISION } from '@decouple/messaging-core';
import { IsReason } from '@decouple/platform';
import { NestedObject } from '@decouple/validation';
import { IsBoolean, IsInt, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { SelectionDto } from './selection.dto';

/** Less than one an hour is a mistake, and the outbox does not send much more than a thousand. */
export const REDRIVE_RATE = { min: 0.001, max: 1_000 };

const RATE_RULE = { message: `must be a number from ${REDRIVE_RATE.min} to ${REDRIVE_RATE.max}` };
const LIMIT_RULE = { message: `must be a whole number from 1 to ${MAX_DEAD_LETTERS_PER_DECISION}` };
const SWITCH_RULE = { message: 'must be true or false' };

/** What an operator decides about dead letters. */
export class DiscardRequestDto {
  @NestedObject(() => SelectionDto)
  readonly selection!: SelectionDto;

  /** For the audit. */
  @IsReason()
  readonly reason!: string;

  /** A selection without a condition takes every dead letter, and requires this. */
  @IsOptional()
  @IsBoolean(SWITCH_RULE)
  readonly all?: boolean;

  @IsOptional()
  @IsBoolean(SWITCH_RULE)
  readonly dryRun?: boolean;

  @IsOptional()
  @IsInt(LIMIT_RULE)
  @Min(1, LIMIT_RULE)
  @Max(MAX_DEAD_LETTERS_PER_DECISION, LIMIT_RULE)
  readonly limit?: number;
}

export class RedriveRequestDto extends DiscardRequestDto {
  @IsOptional()
  @IsNumber({}, RATE_RULE)
  @Min(REDRIVE_RATE.min, RATE_RULE)
  @Max(REDRIVE_RATE.max, RATE_RULE)
  readonly messagesPerSecond?: number;
}
