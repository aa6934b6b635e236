import { type DeadLetterFilter, MAX_DEAD_LETTERS_PER_DECISION } from '@decouple/messaging-core';
import { IsTimestamp } from '@decouple/validation';
import { ArrayMaxSize, IsArray, IsOptional, IsString, Length, Matches } from 'class-validator';

/** The number of a dead letter. 18 digits always fit into 64 bits. */
export const DEAD_LETTER_ID_PATTERN = /^[1-9]\d{0,17}$/;

const DEAD_LETTER_ID_RULE = { each: true, message: 'must be numbers of dead letters' };
const TEXT_RULE = { message: 'must be a text of 1 to 256 characters' };

/** Which dead letters are meant, as a request says it. */
export class SelectionDto {
  @IsOptional()
  @IsArray({ message: 'must be a list of numbers of dead letters' })
  @ArrayMaxSize(MAX_DEAD_LETTERS_PER_DECISION, { message: `must be ${MAX_DEAD_LETTERS_PER_DECISION} numbers at most` })
  @Matches(DEAD_LETTER_ID_PATTERN, DEAD_LETTER_ID_RULE)
  readonly ids?: readonly string[];

  @IsOptional()
  @IsString(TEXT_RULE)
  @Length(1, 256, TEXT_RULE)
  readonly messageId?: string;

  @IsOptional()
  @IsString(TEXT_RULE)
  @Length(1, 256, TEXT_RULE)
  readonly queue?: string;

  @IsOptional()
  @IsString(TEXT_RULE)
  @Length(1, 256, TEXT_RULE)
  readonly type?: string;

  @IsOptional()
  @IsString(TEXT_RULE)
  @Length(1, 256, TEXT_RULE)
  readonly reasonCode?: string;

  @IsOptional()
  @IsTimestamp()
  readonly seenSince?: string;

  @IsOptional()
  @IsTimestamp()
  readonly seenBefore?: string;
}

export function filterFrom(selection: SelectionDto): DeadLetterFilter {
  const { ids, messageId, queue, reasonCode, seenBefore, seenSince, type } = selection;
  return {
    deadLetterIds: ids,
    messageId,
    queue,
    type,
    reasonCode,
    seenSince: seenSince === undefined ? undefined : new Date(seenSince),
    seenBefore: seenBefore === undefined ? undefined : new Date(seenBefore),
  };
}

export function isUnbounded(filter: DeadLetterFilter): boolean {
  return Object.values(filter).every((condition) => condition === undefined);
}
