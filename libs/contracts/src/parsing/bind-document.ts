import { getMetadataStorage } from 'class-validator';
import { nestedClassOf } from '../validation/nested-object';
import { pointerToken } from '../validation/violation';

type ClassOfObject = new () => object;

interface Property {
  readonly name: string;
  readonly nested: ClassOfObject | undefined;
}

const knownProperties = new Map<ClassOfObject, readonly Property[]>();

/**
 * Makes an instance of a contract class from a document that nobody has checked: copies the properties that the class
 * has rules for, and nothing else.
 *
 * `plainToInstance` would walk through the unknown ones too. There a property named `constructor` makes it call what
 * the sender wrote, and deep nesting overflows the stack; both would surface as errors that are no fault of the message.
 */
export function bindDocument<T extends object>(
  type: new () => T,
  document: object,
  /** Told of every property that the class has no rules for, by its JSON Pointer. */
  onUnknown: (pointer: string) => void = ignore,
  parent = '#',
): T {
  const instance = new type();
  const source = document as Readonly<Record<string, unknown>>;
  const target = instance as Record<string, unknown>;
  const known = propertiesOf(type);
  for (const { name, nested } of known) {
    const value = Object.hasOwn(source, name) ? source[name] : undefined;
    if (value === undefined) continue;
    const bindsNested = nested !== undefined && isRecord(value);
    target[name] = bindsNested ? bindDocument(nested, value, onUnknown, `${parent}/${name}`) : value;
  }
  if (onUnknown !== ignore) {
    for (const name of Object.keys(source)) {
      if (!known.some((property) => property.name === name)) onUnknown(`${parent}/${pointerToken(name)}`);
    }
  }
  return instance;
}

function ignore(): void {
  // Unknown properties are left out in silence: a newer producer may have added them.
}

function propertiesOf(type: ClassOfObject): readonly Property[] {
  const known = knownProperties.get(type);
  if (known !== undefined) return known;
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const names = [...new Set(rules.map(({ propertyName }) => propertyName))];
  const properties = names.map((name) => ({ name, nested: nestedClassOf(type, name) }));
  knownProperties.set(type, properties);
  return properties;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
