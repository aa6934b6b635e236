import { IsString, Length, Matches, ValidateBy } from 'class-validator';
import { maskCardNumbers } from '../card-numbers/card-number';

/** No control characters and no unpaired surrogates. */
const PRINTABLE_PATTERN = /^[^\p{Cc}\p{Cs}]*$/u;

const RULE = { message: 'must say why, in 3 to 1,000 printable characters' };

/**
 * The reason of an operator's decision. It is stored with the audit and printed, so it contains no card number and no
 * escape sequence.
 */
export function IsReason(): PropertyDecorator {
  const decorators = [IsString(RULE), Length(3, 1_000, RULE), Matches(PRINTABLE_PATTERN, RULE), HasNoCardNumber()];
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };
}

function HasNoCardNumber(): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value !== 'string' || maskCardNumbers(value) === value;
  return ValidateBy({
    name: 'hasNoCardNumber',
    validator: { validate, defaultMessage: () => 'must not contain a card number' },
  });
}
