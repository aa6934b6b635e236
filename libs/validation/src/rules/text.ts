import { IsNotEmpty, IsString, Matches } from 'class-validator';
import { MaxCodePoints } from './max-code-points';

/**
 * No control characters and no unpaired surrogates, as CloudEvents 1.0 (3.1, type system) requires of its strings.
 * PostgreSQL rejects both in a text column, so a message with such an id could not even be stored as a dead letter.
 */
export const TEXT_PATTERN = /^[^\p{Cc}\p{Cs}]*$/u;

export interface TextRules {
  /** In Unicode code points, as JSON Schema counts. */
  readonly maxLength: number;
  readonly mayBeEmpty?: boolean;
}

/** Text of a bounded length. The rules are checked in this order, and the first broken one is reported. */
export function IsText({ maxLength, mayBeEmpty = false }: TextRules): PropertyDecorator {
  const decorators = [
    IsString({ message: 'must be text' }),
    ...(mayBeEmpty ? [] : [IsNotEmpty({ message: 'must not be empty' })]),
    MaxCodePoints(maxLength, { message: `must be at most ${maxLength} characters` }),
    Matches(TEXT_PATTERN, { message: 'must not contain control characters or unpaired surrogates' }),
  ];
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };
}
