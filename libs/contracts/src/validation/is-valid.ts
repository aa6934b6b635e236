import { compileClass, isRecord } from './compile-class';

/**
 * Whether an object obeys the class-validator rules of its class, those of nested objects included, and nothing told of
 * what is wrong. More than ten times as fast as `validateSync`.
 *
 * True: `validateSync` would find nothing. False: ask it, for what is wrong and for rules that are not known here.
 */
export function isValid(object: object): boolean {
  const { complete, properties } = compileClass(object.constructor);
  if (!complete) return false;
  for (const { conditions, name, optional, rules, validatesNested } of properties) {
    const value = (object as Readonly<Record<string, unknown>>)[name];
    if (optional && (value === undefined || value === null)) continue;
    if (conditions.length > 0 && !conditions.every((condition) => condition(object, value))) continue;
    for (const rule of rules) if (!rule(value, object)) return false;
    if (validatesNested && !nestedObeys(value)) return false;
  }
  return true;
}

/** Like class-validator: nothing is nothing to check. Lists are left to it. */
function nestedObeys(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return isRecord(value) && isValid(value);
}
