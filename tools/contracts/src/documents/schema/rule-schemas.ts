import { CODE_POINTS } from '@decouple/validation';
import {
  EQUALS,
  IS_IN,
  IS_INT,
  IS_ISO4217_CURRENCY_CODE,
  IS_NOT_EMPTY,
  IS_OBJECT,
  IS_STRING,
  isISO4217CurrencyCode,
  MATCHES,
  MAX,
  MAX_LENGTH,
  MIN,
} from 'class-validator';
import type { JsonSchema } from './json-schema';
import { portablePattern } from './portable-pattern';

/** What a rule with these constraints takes, as a schema. @throws Error when no schema takes exactly that */
type RuleSchema = (constraints: readonly unknown[]) => JsonSchema;

/** By class-validator's name of the rule. Other rules are refused: see `UnmappedRuleError`. */
export const RULE_SCHEMAS: ReadonlyMap<string, RuleSchema> = new Map<string, RuleSchema>([
  [IS_STRING, () => ({ type: 'string' })],
  // Anything but "", null and undefined: with the type that another rule of the property gives, a text with a character.
  [IS_NOT_EMPTY, () => ({ minLength: 1 })],
  [
    MAX_LENGTH,
    ([most, unit]) => {
      if (unit === CODE_POINTS) return { type: 'string', maxLength: Number(most) };
      throw new Error(
        'class-validator counts neither code units nor code points, but leaves variation selectors out: use MaxCodePoints.',
      );
    },
  ],
  [
    MATCHES,
    ([pattern, modifiers]) => {
      if (pattern instanceof RegExp && modifiers === undefined) {
        return { type: 'string', pattern: portablePattern(pattern) };
      }
      throw new Error('Give it one regular expression.');
    },
  ],
  [EQUALS, ([value]) => onlyOf([value])],
  [IS_IN, ([values]) => onlyOf(values as readonly unknown[])],
  [IS_INT, () => ({ type: 'integer' })],
  [MIN, ([least]) => ({ type: 'number', minimum: Number(least) })],
  [MAX, ([most]) => ({ type: 'number', maximum: Number(most) })],
  [IS_ISO4217_CURRENCY_CODE, () => ({ type: 'string', enum: currencyCodes() })],
  [IS_OBJECT, () => ({ type: 'object' })],
]);

function onlyOf(values: readonly unknown[]): JsonSchema {
  if (values.length === 0 || !values.every((value) => typeof value === 'string')) {
    throw new Error('Only texts can be listed: of numbers, 1 and 1.0 would be two in some readers.');
  }
  return values.length === 1 ? { type: 'string', const: values[0] } : { type: 'string', enum: values };
}

/**
 * The codes that the rule itself takes, by asking it about every one there could be. In upper case: the rule ignores
 * case, which `propertySchema` accepts only beside a rule that does not.
 */
function currencyCodes(): readonly string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const pairs = letters.flatMap((first) => letters.map((second) => first + second));
  return pairs.flatMap((pair) => letters.map((third) => pair + third)).filter((code) => isISO4217CurrencyCode(code));
}
