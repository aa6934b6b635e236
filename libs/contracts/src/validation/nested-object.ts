import { IsObject, ValidateNested } from 'class-validator';

type ClassOfObject = new () => object;

/**
 * By the prototype that declares the property. A map of our own: whoever installs the contracts needs no
 * reflect-metadata, whose absence class-transformer's `@Type` would answer with an exception at import.
 */
const nestedClasses = new WeakMap<object, Map<string, () => ClassOfObject>>();

/**
 * A required property that holds one object of the given class.
 *
 * `@ValidateNested` alone accepts an empty array, because every one of its no elements is valid; hence `@IsObject`.
 */
export function NestedObject(type: () => ClassOfObject): PropertyDecorator {
  const decorators = [IsObject({ message: 'must be an object' }), ValidateNested()];
  return (target, property) => {
    const name = String(property);
    for (const decorate of decorators) decorate(target, name);
    const declared = nestedClasses.get(target) ?? new Map<string, () => ClassOfObject>();
    nestedClasses.set(target, declared.set(name, type));
  };
}

/** The class that `@NestedObject` gave to a property, inherited or not; undefined for any other property. */
export function nestedClassOf(type: ClassOfObject, property: string): ClassOfObject | undefined {
  for (
    let owner = type.prototype as object | null;
    owner !== null;
    owner = Object.getPrototypeOf(owner) as object | null
  ) {
    const given = nestedClasses.get(owner)?.get(property);
    if (given !== undefined) return given();
  }
  return undefined;
}
