import {
  getMetadataStorage,
  MATCHES,
  type ValidationArguments,
  ValidationTypes,
  type ValidatorConstraintInterface,
} from 'class-validator';

type Rule = (value: unknown, object: object) => boolean;

interface PropertyRules {
  readonly property: string;
  /** When one says no, the property is left alone: `@IsOptional`. */
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  readonly rules: readonly Rule[];
}

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** What no object obeys here: some rule of the class is of a kind that only class-validator itself applies. */
const UNKNOWN = Symbol('unknown');

const compiled = new WeakMap<object, readonly PropertyRules[] | typeof UNKNOWN>();

/**
 * Whether an object obeys the class-validator rules of its class, those of nested objects included: the same rules,
 * looked up once per class instead of once per object, and nothing told of what is wrong. About ten times as fast as
 * `validateSync`.
 *
 * True: `validateSync` would find nothing. False: ask it, for what is wrong and for rules that are not known here.
 */
export function obeysRules(object: object): boolean {
  const properties = rulesOf(object.constructor);
  if (properties === UNKNOWN) return false;
  for (const { conditions, property, rules } of properties) {
    const value = (object as Readonly<Record<string, unknown>>)[property];
    if (conditions.length > 0 && !conditions.every((condition) => condition(object, value))) continue;
    for (const rule of rules) if (!rule(value, object)) return false;
  }
  return true;
}

function rulesOf(type: object): readonly PropertyRules[] | typeof UNKNOWN {
  const known = compiled.get(type);
  if (known !== undefined) return known;
  const made = compile(type);
  compiled.set(type, made);
  return made;
}

function compile(type: object): readonly PropertyRules[] | typeof UNKNOWN {
  const all = getMetadataStorage().getTargetValidationMetadatas(type as () => unknown, '', false, false);
  if (all.length === 0 || all.some(isSpecial)) return UNKNOWN;
  const properties: PropertyRules[] = [];
  for (const property of new Set(all.map(({ propertyName }) => propertyName))) {
    const own = all.filter(({ propertyName }) => propertyName === property);
    const isCondition = ({ type: kind }: Metadata): boolean => kind === ValidationTypes.CONDITIONAL_VALIDATION;
    const rules = own.filter((rule) => !isCondition(rule)).map(compileRule);
    if (rules.includes(undefined)) return UNKNOWN;
    properties.push({
      property,
      conditions: own
        .filter(isCondition)
        .map(({ constraints }) => constraints[0] as PropertyRules['conditions'][number]),
      rules: rules as readonly Rule[],
    });
  }
  return properties;
}

/** Rules for lists, for some callers only, or under a condition of their own. */
function isSpecial({ each, groups, validateIf }: Metadata): boolean {
  // Some decorators leave out the list of groups, whatever its type says.
  return each || ((groups as readonly string[] | undefined) ?? []).length > 0 || validateIf !== undefined;
}

/** @returns undefined for a rule of a kind that is not known here */
function compileRule({ constraintCls, constraints, name, propertyName, target, type }: Metadata): Rule | undefined {
  if (type === ValidationTypes.NESTED_VALIDATION) return nestedObeys;
  if (type !== ValidationTypes.CUSTOM_VALIDATION) return undefined;
  if (name === MATCHES) {
    const pattern: unknown = constraints[0];
    // The same answer as that of `@Matches`, which makes a list of the matches first. It is the rule that most fields have.
    if (pattern instanceof RegExp && !pattern.global && !pattern.sticky) {
      return (value) => typeof value === 'string' && pattern.test(value);
    }
  }
  const found = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  if (found.some(({ async }) => async)) return undefined;
  const validators: readonly ValidatorConstraintInterface[] = found.map(({ instance }) => instance);
  const targetName = typeof target === 'function' ? target.name : target;
  // One for all values: validators are asked one after the other, and none keeps it.
  const asked: ValidationArguments = { targetName, property: propertyName, object: {}, value: undefined, constraints };
  return (value, object) => {
    asked.object = object;
    asked.value = value;
    for (const validator of validators) if (validator.validate(value, asked) !== true) return false;
    return true;
  };
}

/** Like class-validator: nothing is nothing to check. Lists are left to it. */
function nestedObeys(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && !Array.isArray(value) && obeysRules(value);
}
