import { IsInt, IsString, validateSync, type ValidationError } from 'class-validator';
import * as fc from 'fast-check';
import { NestedObject } from '../rules/nested-object';
import { violationsOf } from './violation';

class Inner {
  @IsInt({ message: 'must be a whole number' })
  readonly count!: number;
}

class Outer {
  @IsString({ message: 'must be text' })
  readonly name!: string;

  @NestedObject(() => Inner)
  readonly inner!: Inner;
}

class Bare {
  readonly name!: string;
}

const errorAt = (property: string, children: ValidationError[] = []): ValidationError => ({
  property,
  children,
  constraints: { matches: 'must match' },
});
const pointerOf = (name: string): string => violationsOf([errorAt(name)])[0]!.pointer;

describe('violationsOf', () => {
  it('returns one violation per broken rule, with the path of its property', () => {
    const outer = Object.assign(new Outer(), { name: 5, inner: Object.assign(new Inner(), { count: 'x' }) });
    expect(violationsOf(validateSync(outer))).toEqual([
      { pointer: '#/name', rule: 'isString', detail: 'must be text' },
      { pointer: '#/inner/count', rule: 'isInt', detail: 'must be a whole number' },
    ]);
  });

  it('points at the document for an object without rules', () => {
    expect(violationsOf(validateSync(new Bare(), { forbidUnknownValues: true }))).toMatchObject([
      { pointer: '#', rule: 'unknownValue' },
    ]);
  });

  it.each([
    ['a/b', '#/a~1b'],
    ['m~n', '#/m~0n'],
    ['~1', '#/~01'],
    ['c%d', '#/c%25d'],
    ['i j', '#/i%20j'],
    ['k"l', '#/k%22l'],
    ['ü', '#/%C3%BC'],
    ['', '#/'],
    ['0', '#/0'],
  ])('encodes the name %j as a fragment of RFC 6901', (name, pointer) => {
    expect(pointerOf(name)).toBe(pointer);
  });

  it('encodes any name of up to 64 characters so that it can be decoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 64 }), (name) => {
        const read = decodeURIComponent(pointerOf(name).slice(2)).replaceAll('~1', '/').replaceAll('~0', '~');
        expect(read).toBe(name);
      }),
    );
  });

  it('truncates a long name, even within a surrogate pair', () => {
    expect(pointerOf('x'.repeat(1_000))).toBe(`#/${'x'.repeat(64)}`);
    expect(pointerOf(`${'x'.repeat(63)}😀`)).toBe(`#/${'x'.repeat(63)}%EF%BF%BD`);
  });

  it('stops at a depth of 32', () => {
    let error = errorAt('leaf');
    for (let depth = 0; depth < 10_000; depth += 1) error = errorAt('x', [error]);
    expect(violationsOf([error])).toHaveLength(33);
  });
});

describe('NestedObject', () => {
  it.each([[[]], [[new Inner()]], ['x'], [null], [undefined], [1]])('rejects %j', (inner) => {
    const outer = Object.assign(new Outer(), { name: 'x', inner });
    expect(violationsOf(validateSync(outer, { stopAtFirstError: true }))).toEqual([
      { pointer: '#/inner', rule: 'isObject', detail: 'must be an object' },
    ]);
  });
});
