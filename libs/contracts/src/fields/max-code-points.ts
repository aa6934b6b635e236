import { buildMessage, MAX_LENGTH, ValidateBy, type ValidationOptions } from 'class-validator';

/** Why a length needs its unit said: see `MaxCodePoints`. Part of the rule's constraints, for who reads them. */
export const CODE_POINTS = 'code points';

/**
 * Text of at most so many Unicode code points, as `maxLength` of JSON Schema counts them.
 *
 * class-validator's own `@MaxLength` leaves variation selectors out of the count: 200,000 of them would pass as nothing.
 */
export function MaxCodePoints(most: number, options?: ValidationOptions): PropertyDecorator {
  const rule = {
    name: MAX_LENGTH,
    constraints: [most, CODE_POINTS],
    validator: {
      validate: (value: unknown) => typeof value === 'string' && hasAtMostCodePoints(value, most),
      defaultMessage: buildMessage(() => `must be at most ${most} characters`, options),
    },
  };
  return ValidateBy(rule, options);
}

/** A code point takes one or two UTF-16 code units, so most texts need no counting. */
function hasAtMostCodePoints(text: string, most: number): boolean {
  if (text.length <= most) return true;
  if (text.length > 2 * most) return false;
  let pairs = 0;
  for (let at = 0; at < text.length; at += 1) {
    if ((text.codePointAt(at) ?? 0) > 0xffff) {
      pairs += 1;
      at += 1;
    }
  }
  return text.length - pairs <= most;
}
