import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsObject, ValidateNested } from 'class-validator';

type ClassOfObject = new () => object;

const NESTED_CLASS = Symbol('decouple:nested-class');

/**
 * A required property that holds one object of the given class.
 *
 * `@ValidateNested` alone accepts an empty array, because every one of its no elements is valid; hence `@IsObject`.
 */
export function NestedObject(type: () => ClassOfObject): PropertyDecorator {
  const decorators = [
    IsObject({ message: 'must be an object' }),
    ValidateNested(),
    Type(type),
    Reflect.metadata(NESTED_CLASS, type),
  ];
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property as string);
  };
}

/** The class that `@NestedObject` gave to a property; undefined for any other property. */
export function nestedClassOf(type: ClassOfObject, property: string): ClassOfObject | undefined {
  const given = Reflect.getMetadata(NESTED_CLASS, type.prototype as object, property) as
    (() => ClassOfObject) | undefined;
  return given?.();
}
