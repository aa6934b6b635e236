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
import { nestedClassOf } from './nested-object';

export type ClassOfObject = new () => object;

/** Whether a value, found in that object, obeys one rule. */
export type Rule = (value: unknown, object: object) => boolean;

export interface CompiledProperty {
  readonly name: string;
  /** `@IsOptional`: undefined and null mean that it is absent. */
  readonly optional: boolean;
  /** Of `@ValidateIf`: when one says no, the property is left alone. */
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  /** Without that of `@ValidateNested`, which is `nested` here. */
  readonly rules: readonly Rule[];
  /** Whether what it holds is validated by the rules of its own class. */
  readonly validatesNested: boolean;
  /** The class that `@NestedObject` gave it. */
  readonly nestedClass: ClassOfObject | undefined;
}

/** The class-validator rules of a class as plain functions: looked up once per class instead of once per object. */
export interface CompiledClass {
  readonly properties: readonly CompiledProperty[];
  readonly names: ReadonlySet<string>;
  /** False when some rule is of a kind that only class-validator itself applies. */
  readonly complete: boolean;
}

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const compiled = new WeakMap<object, CompiledClass>();

/** Made of functions that exist; no code is generated, so that it runs where a policy forbids `eval`. */
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

/** Kinds of metadata that are no rule about the value itself. */
const APART: readonly string[] = [ValidationTypes.CONDITIONAL_VALIDATION, ValidationTypes.NESTED_VALIDATION];

const isOptional = ({ name }: Metadata): boolean => name === IS_OPTIONAL;

/** Rules for lists, for some callers only, or under a condition of their own. */
function isSpecial({ each, groups, validateIf }: Metadata): boolean {
  // Some decorators leave out the list of groups, whatever its type says.
  return each || ((groups as readonly string[] | undefined) ?? []).length > 0 || validateIf !== undefined;
}

/** @returns undefined for a rule of a kind that is not known here */
function compileRule(rule: Metadata): Rule | undefined {
  if (rule.type !== ValidationTypes.CUSTOM_VALIDATION) return undefined;
  return quickRule(rule) ?? askValidators(rule);
}

/** The rules that most fields have, with the answers of class-validator's own, at a fraction of the cost. */
function quickRule({ constraints, name }: Metadata): Rule | undefined {
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
      return matches(constraint);
    default:
      return undefined;
  }
}

/** Messages of the same moment have their time in common, those of one sender its name: the last text is not read again. */
function matches(pattern: RegExp): Rule {
  let accepted: unknown;
  return (value) => {
    if (typeof value !== 'string') return false;
    if (value === accepted) return true;
    if (!pattern.test(value)) return false;
    accepted = value;
    return true;
  };
}

/** What JSON calls an object. */
export function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function askValidators({ constraintCls, constraints, propertyName, target }: Metadata): Rule | undefined {
  const found = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  if (found.some(({ async }) => async)) return undefined;
  const validators: readonly ValidatorConstraintInterface[] = found.map(({ instance }) => instance);
  const targetName = typeof target === 'function' ? target.name : target;
  // One for all values: validators are asked one after the other, and none keeps it.
  const asked: ValidationArguments = { targetName, property: propertyName, object: {}, value: undefined, constraints };
  const rules = validators.map((validator): Rule => {
    return (value, object) => {
      asked.object = object;
      asked.value = value;
      return validator.validate(value, asked) === true;
    };
  });
  const [first, ...others] = rules;
  return others.length === 0 ? first : (value, object) => rules.every((rule) => rule(value, object));
}
