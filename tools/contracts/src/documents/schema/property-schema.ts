import {
  type getMetadataStorage,
  IS_ISO4217_CURRENCY_CODE,
  IS_OPTIONAL,
  MATCHES,
  ValidationTypes,
} from 'class-validator';
import type { JsonSchema } from './json-schema';
import { RULE_SCHEMAS } from './rule-schemas';
import { UnmappedRuleError } from './unmapped-rule.error';

export type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

export const isOptionalRule = ({ name, type }: Rule): boolean =>
  type === ValidationTypes.CONDITIONAL_VALIDATION && name === IS_OPTIONAL;

const isNestedRule = ({ type }: Rule): boolean => type === ValidationTypes.NESTED_VALIDATION;

/**
 * What the rules of one property take together, without its description.
 *
 * @param place for errors: `Amount.currency`
 * @param nested schema of the class that the property holds, if it holds one
 * @throws UnmappedRuleError for a rule that no schema says exactly
 */
export function propertySchema(place: string, rules: readonly Rule[], nested: JsonSchema | undefined): JsonSchema {
  refuseSpecialRules(place, rules);
  const own = rules.filter((rule) => !isOptionalRule(rule) && !isNestedRule(rule));
  refuseLooseCurrencies(place, own);
  const given = own
    .map((rule) => schemaOf(place, rule))
    .reduce<JsonSchema>((one, other) => both(place, one, other), {});
  if (given.type === undefined) {
    const rule = rules.map(nameOf).join(', ') || '(none)';
    throw new UnmappedRuleError(
      place,
      rule,
      'It leaves open which type of JSON the value has: add a rule that says it.',
    );
  }
  if (rules.some(isNestedRule) !== (nested !== undefined)) {
    throw new UnmappedRuleError(place, 'nestedValidation', 'Use @NestedObject, which also tells the class.');
  }
  const schema = nested === undefined ? given : both(place, given, nested);
  return rules.some(isOptionalRule) ? orNull(schema) : schema;
}

function schemaOf(place: string, rule: Rule): JsonSchema {
  const name = nameOf(rule);
  const map = rule.type === ValidationTypes.CUSTOM_VALIDATION ? RULE_SCHEMAS.get(name) : undefined;
  if (map === undefined) {
    const advice = 'Add it to RULE_SCHEMAS of tools/contracts, or use a rule that is listed there.';
    throw new UnmappedRuleError(place, name, advice);
  }
  try {
    return map(rule.constraints ?? []);
  } catch (error) {
    throw new UnmappedRuleError(place, name, error instanceof Error ? error.message : String(error));
  }
}

const nameOf = ({ name, type }: Rule): string => name ?? type;

/** Rules for lists, for some callers only, or under a condition that a schema cannot see. */
function refuseSpecialRules(place: string, rules: readonly Rule[]): void {
  for (const rule of rules) {
    const groups = (rule.groups as readonly string[] | undefined) ?? [];
    if (rule.each) throw new UnmappedRuleError(place, `${nameOf(rule)} with "each"`, 'Messages have no lists so far.');
    if (groups.length > 0 || rule.validateIf !== undefined) {
      throw new UnmappedRuleError(place, nameOf(rule), 'It has groups or a condition, which no schema can see.');
    }
  }
}

function refuseLooseCurrencies(place: string, rules: readonly Rule[]): void {
  if (!rules.some(({ name }) => name === IS_ISO4217_CURRENCY_CODE)) return;
  const isStrict = ({ constraints, name }: Rule): boolean => {
    const pattern: unknown = constraints?.[0];
    return name === MATCHES && pattern instanceof RegExp && !pattern.test('eur') && !pattern.test('Eur');
  };
  if (!rules.some(isStrict)) {
    const advice = 'It ignores case: put a pattern beside it that takes upper case alone.';
    throw new UnmappedRuleError(place, IS_ISO4217_CURRENCY_CODE, advice);
  }
}

/** What obeys the one and the other. */
function both(place: string, one: JsonSchema, other: JsonSchema): JsonSchema {
  const type = bothTypes(place, one.type, other.type);
  const clash = Object.keys(one).some((key) => key !== 'type' && key in other);
  if (clash) return { ...one, ...typed(type), allOf: [...(one.allOf ?? []), other] };
  return { ...one, ...other, ...typed(type) };
}

const typed = (type: JsonSchema['type']): JsonSchema => (type === undefined ? {} : { type });

function bothTypes(place: string, one: JsonSchema['type'], other: JsonSchema['type']): JsonSchema['type'] {
  if (one === undefined || one === other) return other ?? one;
  if (other === undefined) return one;
  const names = [one, other];
  if (names.includes('integer') && names.includes('number')) return 'integer';
  throw new UnmappedRuleError(place, `of ${String(one)} beside that of ${String(other)}`, 'Nothing obeys both.');
}

/**
 * Null stands for absent, as in the JSON format of CloudEvents 1.0 (2.2): "When decoding attributes and a null value is
 * encountered, it MUST be treated as the equivalent of unset or omitted."
 */
function orNull(schema: JsonSchema): JsonSchema {
  const simple = typeof schema.type === 'string' && schema.const === undefined && schema.enum === undefined;
  if (!simple || schema.allOf !== undefined) return { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [schema.type, 'null'] };
}
