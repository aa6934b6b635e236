import { compileClass, isRecord } from './compile-class';

/**
 * Whether an object satisfies the class-validator rules of its class and of nested objects, more than ten times as fast
 * as `validateSync`. False also means that the class has a rule that only `validateSync` can check.
 */
export function isValid(object: object): boolean {
  const { complete, properties } = compileClass(object.constructor);
  if (!complete) return false;
  for (const { conditions, name, optional, rules, validatesNested } of properties) {
    const value = (object as Readonly<Record<string, unknown>>)[name];
    if (optional && (value === undefined || value === null)) continue;
    if (conditions.length > 0 && !conditions.every((condition) => condition(object, value))) continue;
    for (const rule of rules) if (!rule(value, object)) return false;
    if (validatesNested && !isNestedValid(value)) return false;
  }
  return true;
}

/** Like class-validator, skips undefined and null. Lists are left to class-validator. */
function isNestedValid(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return isRecord(value) && isValid(value);
}
