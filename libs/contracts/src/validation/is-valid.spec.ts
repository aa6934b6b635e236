import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IsInt, IsOptional, IsString, Matches, validateSync, ValidateIf, ValidateNested } from 'class-validator';
import * as fc from 'fast-check';
import { bindDocument, tryBind } from '../parsing/bind-document';
import { MESSAGE_CLASSES, type MessageType } from '../registry';
import { NestedObject } from './nested-object';
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

const exampleOf = (type: MessageType): Record<string, unknown> =>
  JSON.parse(readFileSync(join(__dirname, '../../examples', `${type}.json`), 'utf8')) as Record<string, unknown>;

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
  ])('says %s of %j', (expected, facts) => {
    expect(isValid(outer(facts))).toBe(expected);
    expect(validateSync(outer(facts)).length === 0).toBe(expected);
  });

  it('says the same of a text whatever it was asked before', () => {
    const answers = ['abc', 'abc', 'ABC', 'abc', 'ABC', 'ABC'].map((name) => isValid(outer({ inner: inner(1), name })));
    expect(answers).toEqual([true, true, false, true, false, false]);
  });

  it('leaves to class-validator what it does not know itself', () => {
    expect(isValid(Object.assign(new Listing(), { names: ['x'] }))).toBe(false);
    expect(isValid(Object.assign(new Nesting(), { inner: [inner(1)] }))).toBe(false);
    expect(isValid(new Bare())).toBe(false);
  });

  it.each<[new () => object, object]>([
    [Listing, { names: ['x'] }],
    [Conditional, { count: 'x' }],
    [Nesting, { inner: {} }],
    [Bare, { count: 1 }],
  ])('leaves %p to class-validator when it is to bind as well', (type, document) => {
    expect(tryBind(type, document)).toBeUndefined();
  });

  it('skips a property whose condition says so', () => {
    expect(isValid(Object.assign(new Conditional(), { count: 'x' }))).toBe(true);
  });

  it.each(Object.keys(MESSAGE_CLASSES) as MessageType[])(
    'agrees with class-validator on every mutation of %s',
    (type) => {
      const example = exampleOf(type);
      expect(isValid(bindDocument<object>(MESSAGE_CLASSES[type], example))).toBe(true);
      const anything = fc.oneof(
        fc.jsonValue(),
        fc.constantFrom('', '0', '2026-02-30T00:00:00Z', 'EUR', 'eur', 'POL-1'),
      );
      const places = [...Object.keys(example), ...Object.keys(example['data'] as object).map((name) => `data.${name}`)];
      fc.assert(
        fc.property(fc.constantFrom(...places), fc.option(anything, { nil: undefined }), (place, value) => {
          const changed = structuredClone(example);
          const [name, nested] = place.split('.') as [string, string | undefined];
          if (nested === undefined) changed[name] = value;
          else (changed['data'] as Record<string, unknown>)[nested] = value;
          const message = bindDocument<object>(MESSAGE_CLASSES[type], changed);
          expect(isValid(message)).toBe(validateSync(message, { forbidUnknownValues: true }).length === 0);
        }),
        { numRuns: 300 },
      );
    },
  );
});
