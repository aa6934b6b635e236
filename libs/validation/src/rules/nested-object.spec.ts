import { IsString } from 'class-validator';
import { NestedObject, nestedClassOf } from './nested-object';

class Inner {
  @IsString()
  readonly name!: string;
}

class Refined extends Inner {}

class Outer {
  @NestedObject(() => Inner)
  readonly inner!: Inner;

  @IsString()
  readonly text!: string;
}

class Derived extends Outer {
  @NestedObject(() => Inner)
  readonly added!: Inner;
}

class Overriding extends Outer {
  @NestedObject(() => Refined)
  override readonly inner!: Refined;
}

describe('nestedClassOf', () => {
  it.each<[string, new () => object, string, unknown]>([
    ['an own property', Outer, 'inner', Inner],
    ['an inherited property', Derived, 'inner', Inner],
    ['a property that a subclass declares again', Overriding, 'inner', Refined],
    ['a property that is not an object', Outer, 'text', undefined],
    ['a property that a subclass adds', Outer, 'added', undefined],
    ['a name that every object has', Outer, 'constructor', undefined],
  ])('returns the class of %s', (_, type, property, expected) => {
    expect(nestedClassOf(type, property)).toBe(expected);
  });
});
