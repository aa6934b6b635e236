import {
  EQUALS,
  getMetadataStorage,
  IS_INT,
  IS_NOT_EMPTY,
  IS_OBJECT,
  IS_OPTIONAL,
  IS_STRING,
  MATCHES,
  type ValidationArguments,
  ValidationTypes,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { nestedClassOf } from '../rules/nested-object';

export type ClassOfObject = new () => object;

/** Returns whether the value, a property of the object, satisfies one rule. */
export type Rule = (value: unknown, object: object) => boolean;

export interface CompiledProperty {
  readonly name: string;
  /** `@IsOptional`: undefined and null mean absent. */
  readonly optional: boolean;
  /** From `@ValidateIf`: the property is checked only if all return true. */
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  /** All rules except `@ValidateNested`. */
  readonly rules: readonly Rule[];
  /** `@ValidateNested`: the value is validated by the rules of its own class. */
  readonly validatesNested: boolean;
  /** The class given to `@NestedObject`. */
  readonly nestedClass: ClassOfObject | undefined;
}

/** The class-validator rules of a class as plain functions: looked up once per class instead of once per object. */
export interface CompiledClass {
  readonly properties: readonly CompiledProperty[];
  readonly names: ReadonlySet<string>;
  /** False if a rule can only be applied by class-validator itself. */
  readonly complete: boolean;
}

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const compiled = new WeakMap<object, CompiledClass>();

/** Composes existing functions instead of generating code, so that it runs under a policy that forbids `eval`. */
export function compileClass(type: object): CompiledClass {
  const known = compiled.get(type);
  if (known !== undefined) return known;
  const made = compile(type as ClassOfObject);
  compiled.set(type, made);
  return made;
}

function compile(type: ClassOfObject): CompiledClass {
  const all = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  let complete = all.length > 0 && !all.some(isSpecial);
  const names = new Set(all.map(({ propertyName }) => propertyName));
  const properties = [...names].map((name): CompiledProperty => {
    const own = all.filter(({ propertyName }) => propertyName === name);
    const rules = own.filter(({ type: kind }) => !APART.includes(kind)).map(compileRule);
    const known = rules.filter((rule) => rule !== undefined);
    if (known.length < rules.length) complete = false;
    const conditions = own.filter(({ type: kind }) => kind === ValidationTypes.CONDITIONAL_VALIDATION);
    return {
      name,
      optional: conditions.some(isOptional),
      conditions: conditions
        .filter((rule) => !isOptional(rule))
        .map(({ constraints }) => constraints[0] as CompiledProperty['conditions'][number]),
      rules: known,
      validatesNested: own.some(({ type: kind }) => kind === ValidationTypes.NESTED_VALIDATION),
      nestedClass: nestedClassOf(type, name),
    };
  });
  return { properties, names, complete };
}

/** Kinds of metadata that are not rules about the value. */
const APART: readonly string[] = [ValidationTypes.CONDITIONAL_VALIDATION, ValidationTypes.NESTED_VALIDATION];

const isOptional = ({ name }: Metadata): boolean => name === IS_OPTIONAL;

/** Rules for list elements, for validation groups, or with their own condition. */
function isSpecial({ each, groups, validateIf }: Metadata): boolean {
  // Some decorators leave `groups` undefined, although its type is a list.
  return each || ((groups as readonly string[] | undefined) ?? []).length > 0 || validateIf !== undefined;
}

/** @returns undefined for a kind of rule that this compiler does not support */
function compileRule(rule: Metadata): Rule | undefined {
  if (rule.type !== ValidationTypes.CUSTOM_VALIDATION) return undefined;
  return inlineRule(rule) ?? callValidators(rule);
}

/** The most frequent rules, with the same results as class-validator's. */
function inlineRule({ constraints, name }: Metadata): Rule | undefined {
  const constraint: unknown = constraints?.[0];
  switch (name) {
    case EQUALS:
      return (value) => value === constraint;
    case IS_INT:
      return (value) => Number.isInteger(value);
    case IS_NOT_EMPTY:
      return (value) => value !== '' && value !== undefined && value !== null;
    case IS_OBJECT:
      return isRecord;
    case IS_STRING:
      return (value) => typeof value === 'string';
    case MATCHES:
      if (!(constraint instanceof RegExp) || constraint.global || constraint.sticky) return undefined;
      return (value) => typeof value === 'string' && constraint.test(value);
    default:
      return undefined;
  }
}

/** Whether a value is an object in the sense of JSON. */
export function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function callValidators({ constraintCls, constraints, propertyName, target }: Metadata): Rule | undefined {
  const found = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  if (found.some(({ async }) => async)) return undefined;
  const validators: readonly ValidatorConstraintInterface[] = found.map(({ instance }) => instance);
  const targetName = typeof target === 'function' ? target.name : target;
  // Reused for every value: validators run one after the other, and none keeps it.
  const args: ValidationArguments = { targetName, property: propertyName, object: {}, value: undefined, constraints };
  const rules = validators.map((validator): Rule => {
    return (value, object) => {
      args.object = object;
      args.value = value;
      return validator.validate(value, args) === true;
    };
  });
  const [first, ...others] = rules;
  return others.length === 0 ? first : (value, object) => rules.every((rule) => rule(value, object));
}
