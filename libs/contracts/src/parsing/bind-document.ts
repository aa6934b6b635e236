import { compileClass, isRecord } from '../validation/compile-class';
import { pointerToken } from '../validation/violation';

/**
 * Makes an instance of a contract class from a document that nobody has checked: copies the properties that the class
 * has rules for, and nothing else. Null is no value of an optional property: it is left out.
 *
 * `plainToInstance` would walk through the unknown ones too. There a property named `constructor` makes it call what
 * the sender wrote, and deep nesting overflows the stack; both would surface as errors that are no fault of the message.
 */
export function bindDocument<T extends object>(
  type: new () => T,
  document: object,
  /** Told of every property that the class has no rules for, by its JSON Pointer. */
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
 * The same in one go with the check: the instance when it obeys every rule of its class, and undefined when it does
 * not, or when only class-validator can tell. Then `bindDocument` and `validateSync` find out.
 */
export function tryBind<T extends object>(type: new () => T, document: object): T | undefined {
  const { complete, properties } = compileClass(type);
  if (!complete) return undefined;
  const instance = new type();
  const source = document as Readonly<Record<string, unknown>>;
  const target = instance as Record<string, unknown>;
  for (const { conditions, name, nestedClass, optional, rules, validatesNested } of properties) {
    // A condition may look at properties that are not bound yet; what validates without naming a class is no document.
    if (conditions.length > 0 || validatesNested !== (nestedClass !== undefined)) return undefined;
    const value = ownValue(source, name);
    if (optional && (value === undefined || value === null)) continue;
    for (const rule of rules) if (!rule(value, source)) return undefined;
    if (nestedClass !== undefined) {
      const nested = isRecord(value) ? tryBind<object>(nestedClass, value) : undefined;
      if (nested === undefined) return undefined;
      target[name] = nested;
    } else if (value !== undefined) target[name] = value;
  }
  return instance;
}

function ownValue(source: Readonly<Record<string, unknown>>, name: string): unknown {
  const value = source[name];
  return value === undefined || Object.hasOwn(source, name) ? value : undefined;
}
