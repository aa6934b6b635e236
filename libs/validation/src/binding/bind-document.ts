import { pointerToken } from '../violations/violation';
import { type CompiledClass, compileClass, isRecord } from './compile-class';

/**
 * Makes an instance of a class from a document, without checking it: copies the properties that the class has rules for,
 * and nothing else. Null is not a value of an optional property, so it is left out.
 *
 * `plainToInstance` would also visit unknown properties: it would call a `constructor` that the sender wrote, and deep
 * nesting would overflow the stack. Both would look like faults of this program.
 */
export function bindDocument<T extends object>(
  type: new () => T,
  document: object,
  /** Called with the JSON Pointer of every property that the class has no rules for. */
  onUnknown?: (pointer: string) => void,
  parent = '#',
): T {
  const instance = new type();
  const source = document as Readonly<Record<string, unknown>>;
  const target = instance as Record<string, unknown>;
  const { names, properties } = compileClass(type);
  for (const { name, nestedClass, optional } of properties) {
    const value = ownValue(source, name);
    if (value === undefined || (optional && value === null)) continue;
    const bindsNested = nestedClass !== undefined && isRecord(value);
    target[name] = bindsNested ? bindDocument(nestedClass, value, onUnknown, `${parent}/${name}`) : value;
  }
  if (onUnknown !== undefined) {
    for (const name of Object.keys(source)) {
      if (!names.has(name)) onUnknown(`${parent}/${pointerToken(name)}`);
    }
  }
  return instance;
}

/**
 * Binds and checks in one pass. Returns undefined if the document breaks a rule, or if only class-validator can decide;
 * then `bindDocument` and `validateSync` find out which.
 */
export function tryBind<T extends object>(type: new () => T, document: object, refuseUnknown = false): T | undefined {
  const { complete, names, properties } = compileClass(type);
  if (!complete || (refuseUnknown && hasUnknown(document, names))) return undefined;
  const instance = new type();
  const source = document as Readonly<Record<string, unknown>>;
  const target = instance as Record<string, unknown>;
  for (const { conditions, name, nestedClass, optional, rules, validatesNested } of properties) {
    // A condition may read properties that are not bound yet, and `@ValidateNested` without a class needs class-validator.
    if (conditions.length > 0 || validatesNested !== (nestedClass !== undefined)) return undefined;
    const value = ownValue(source, name);
    if (optional && (value === undefined || value === null)) continue;
    for (const rule of rules) if (!rule(value, source)) return undefined;
    if (nestedClass !== undefined) {
      const nested = isRecord(value) ? tryBind<object>(nestedClass, value, refuseUnknown) : undefined;
      if (nested === undefined) return undefined;
      target[name] = nested;
    } else if (value !== undefined) target[name] = value;
  }
  return instance;
}

function hasUnknown(document: object, names: CompiledClass['names']): boolean {
  return Object.keys(document).some((name) => !names.has(name));
}

function ownValue(source: Readonly<Record<string, unknown>>, name: string): unknown {
  const value = source[name];
  return value === undefined || Object.hasOwn(source, name) ? value : undefined;
}
