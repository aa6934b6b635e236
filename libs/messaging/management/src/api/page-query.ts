import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { DEAD_LETTER_ID_PATTERN, SelectionDto } from './selection.dto';

export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 500;

const LIMIT_RULE = { message: `must be a whole number from 1 to ${MAX_PAGE_SIZE}` };

/** The query of a list of dead letters. */
export class DeadLetterQueryDto extends SelectionDto {
  @IsOptional()
  @Matches(DEAD_LETTER_ID_PATTERN, { message: 'must be the number of a dead letter' })
  readonly after?: string;

  @IsOptional()
  @IsInt(LIMIT_RULE)
  @Min(1, LIMIT_RULE)
  @Max(MAX_PAGE_SIZE, LIMIT_RULE)
  readonly limit?: number;
}

/** Query parameters are texts: lists and numbers among them, as the document that they stand for. */
export function documentFromQuery(parameters: Readonly<Record<string, unknown>>): object {
  const { ids, limit, ...others } = parameters;
  return {
    ...others,
    ...(typeof ids === 'string' ? { ids: ids.split(',') } : { ids }),
    ...(typeof limit === 'string' ? { limit: Number(limit) } : { limit }),
  };
}
