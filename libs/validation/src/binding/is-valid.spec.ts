import { IsInt, IsOptional, IsString, Matches, validateSync, ValidateIf, ValidateNested } from 'class-validator';
import { NestedObject } from '../rules/nested-object';
import { tryBind } from './bind-document';
import { isValid } from './is-valid';

class Inner {
  @IsInt()
  readonly count!: number;
}

class Outer {
  @IsOptional()
  @Matches(/^[a-z]+$/)
  readonly name?: string | null;

  @NestedObject(() => Inner)
  readonly inner!: Inner;
}

class Listing {
  @IsString({ each: true })
  readonly names!: readonly string[];
}

class Conditional {
  @ValidateIf(() => false)
  @IsInt()
  readonly count!: number;
}

class Nesting {
  @ValidateNested()
  readonly inner!: unknown;
}

class Bare {
  readonly count!: number;
}

const inner = (count: unknown): Inner => Object.assign(new Inner(), { count });
const outer = (facts: object): Outer => Object.assign(new Outer(), facts);

describe('isValid', () => {
  it.each([
    [true, { inner: inner(1) }],
    [true, { inner: inner(1), name: 'abc' }],
    [true, { inner: inner(1), name: null }],
    [false, { inner: inner(1), name: 'ABC' }],
    [false, { inner: inner(1), name: '' }],
    [false, { inner: inner('1') }],
    [false, { inner: {} }],
    [false, { inner: [inner(1)] }],
    [false, {}],
  ])('returns %s for %j', (expected, facts) => {
    expect(isValid(outer(facts))).toBe(expected);
    expect(validateSync(outer(facts)).length === 0).toBe(expected);
  });

  it('returns the same result for a text regardless of earlier calls', () => {
    const answers = ['abc', 'abc', 'ABC', 'abc', 'ABC', 'ABC'].map((name) => isValid(outer({ inner: inner(1), name })));
    expect(answers).toEqual([true, true, false, true, false, false]);
  });

  it('leaves rules that it does not support to class-validator', () => {
    expect(isValid(Object.assign(new Listing(), { names: ['x'] }))).toBe(false);
    expect(isValid(Object.assign(new Nesting(), { inner: [inner(1)] }))).toBe(false);
    expect(isValid(new Bare())).toBe(false);
  });

  it.each<[new () => object, object]>([
    [Listing, { names: ['x'] }],
    [Conditional, { count: 'x' }],
    [Nesting, { inner: {} }],
    [Bare, { count: 1 }],
  ])('leaves %p to class-validator when it also binds', (type, document) => {
    expect(tryBind(type, document)).toBeUndefined();
  });

  it('skips a property whose condition is false', () => {
    expect(isValid(Object.assign(new Conditional(), { count: 'x' }))).toBe(true);
  });
});
