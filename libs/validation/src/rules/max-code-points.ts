import { buildMessage, MAX_LENGTH, ValidateBy, type ValidationOptions } from 'class-validator';

/** Unit of the length, stored with the rule's constraints for tools that read them, such as schema generators. */
export const CODE_POINTS = 'code points';

/**
 * Limits text to `max` Unicode code points, counted as by `maxLength` of JSON Schema.
 *
 * class-validator's `@MaxLength` does not count variation selectors: a text of 200,000 of them would pass.
 */
export function MaxCodePoints(max: number, options?: ValidationOptions): PropertyDecorator {
  const rule = {
    name: MAX_LENGTH,
    constraints: [max, CODE_POINTS],
    validator: {
      validate: (value: unknown) => typeof value === 'string' && hasAtMostCodePoints(value, max),
      defaultMessage: buildMessage(() => `must be at most ${max} characters`, options),
    },
  };
  return ValidateBy(rule, options);
}

/** A code point takes one or two UTF-16 code units, so most texts need no counting. */
function hasAtMostCodePoints(text: string, max: number): boolean {
  if (text.length <= max) return true;
  if (text.length > 2 * max) return false;
  let pairs = 0;
  for (let at = 0; at < text.length; at += 1) {
    if ((text.codePointAt(at) ?? 0) > 0xffff) {
      pairs += 1;
      at += 1;
    }
  }
  return text.length - pairs <= max;
}
