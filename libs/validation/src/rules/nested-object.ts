import { IsObject, ValidateNested } from 'class-validator';

type ClassOfObject = new () => object;

/**
 * Keyed by the prototype that declares the property. Not reflect-metadata: class-transformer's `@Type` throws at import
 * when a consumer of the package has not loaded it.
 */
const nestedClasses = new WeakMap<object, Map<string, () => ClassOfObject>>();

/**
 * A required property that holds one object of the given class.
 *
 * `@ValidateNested` alone accepts an empty array, hence `@IsObject`.
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
