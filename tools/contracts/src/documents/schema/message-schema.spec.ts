import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestedObject } from '@decouple/validation';
import {
  Equals,
  IsEmail,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { DocComments } from '../descriptions/doc-comments';
import { messageSchema } from './message-schema';
import { UnmappedRuleError } from './unmapped-rule.error';

const SOURCE = `
/** What happened. */
export class Sample {
  readonly data!: object;
}

export class Data {
  /**
   * How many,
   * from 1.
   */
  readonly count!: number;
}

/** One of them. */
export class Item {}
`;

class Item {
  @IsInt()
  @Min(1)
  @Max(9)
  readonly size!: number;
}

class Data {
  @IsOptional()
  @IsInt({ message: 'must be a whole number' })
  readonly count?: number;

  @IsOptional()
  @IsIn(['a', 'b'])
  readonly letter?: string;

  @NestedObject(() => Item)
  readonly item!: Item;

  @Matches(/^a/)
  @Matches(/b$/)
  readonly twice!: string;
}

class Sample {
  @Equals('sample.v1', { message: 'must be "sample.v1"' })
  readonly type!: string;

  @NestedObject(() => Data)
  readonly data!: Data;
}

/** A class of its own each time, with rules to come. */
function classNamed(name: string): new () => object {
  const made = class {
    readonly field: unknown;
  };
  return Object.defineProperty(made, 'name', { value: name });
}

describe('messageSchema', () => {
  let comments: DocComments;
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'decouple-comments-'));
    writeFileSync(join(folder, 'sample.ts'), SOURCE);
    comments = DocComments.readFrom(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  /** A message whose data has one property with these rules. */
  function schemaWith(...decorators: readonly PropertyDecorator[]): unknown {
    const One = classNamed('Data');
    for (const decorate of decorators) decorate(One.prototype, 'field');
    const Message = classNamed('Sample');
    NestedObject(() => One)(Message.prototype, 'data');
    return messageSchema('sample.v1', Message, comments);
  }

  it('says what the rules say, in the words of comments and messages', () => {
    expect(messageSchema('sample.v1', Sample, comments)).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:decouple:schema:sample.v1:message',
      title: 'Sample',
      description: 'What happened.',
      type: 'object',
      required: ['data', 'type'],
      properties: {
        type: { type: 'string', const: 'sample.v1', description: 'Must be "sample.v1".' },
        data: {
          $id: 'urn:decouple:schema:sample.v1',
          title: 'Data',
          type: 'object',
          required: ['item', 'twice'],
          properties: {
            count: { type: ['integer', 'null'], description: 'How many, from 1. Must be a whole number.' },
            item: {
              title: 'Item',
              description: 'One of them.',
              type: 'object',
              required: ['size'],
              properties: { size: { type: 'integer', minimum: 1, maximum: 9 } },
            },
            letter: { anyOf: [{ type: 'string', enum: ['a', 'b'] }, { type: 'null' }] },
            twice: { type: 'string', pattern: 'b$', allOf: [{ type: 'string', pattern: '^a' }] },
          },
        },
      },
    });
  });

  it.each<[string, readonly PropertyDecorator[], string]>([
    ['an unmapped rule', [IsEmail()], 'Data.field: the rule isEmail has no JSON Schema. Add it to RULE_SCHEMAS'],
    ['a rule for each of a list', [IsString({ each: true })], 'isString with "each"'],
    ['a rule for some callers', [IsString({ groups: ['a'] })], 'groups or a condition'],
    ['a rule with a condition', [IsString({ validateIf: () => true })], 'groups or a condition'],
    ['a condition of its own', [ValidateIf(() => true), IsString()], 'the rule conditionalValidation has no'],
    ['a nested object without a class', [ValidateNested()], 'the rule nestedValidation has no JSON Schema'],
    ['no type at all', [IsNotEmpty()], 'leaves open which type of JSON'],
    ['the length as class-validator counts it', [MaxLength(5)], 'use MaxCodePoints'],
    ['a currency in any case', [IsISO4217CurrencyCode()], 'put a pattern beside it that takes upper case alone'],
    ['a number in a list', [IsIn([1, 'a'])], 'Only texts can be listed'],
    ['a pattern that is read differently elsewhere', [Matches(/^\w$/)], '\\w in /^\\w$/ is not read alike'],
    ['two types at once', [IsString(), IsInt()], 'Nothing obeys both'],
  ])('refuses %s, and says where and what to do', (_, decorators, why) => {
    expect(() => schemaWith(...decorators)).toThrow(UnmappedRuleError);
    expect(() => schemaWith(...decorators)).toThrow(why);
    expect(() => schemaWith(...decorators)).toThrow(/^Data\.field: /);
  });

  it('refuses a class that holds itself', () => {
    const Loop = classNamed('Data');
    NestedObject(() => Loop)(Loop.prototype, 'data');
    expect(() => messageSchema('loop.v1', Loop, comments)).toThrow('It holds itself');
  });

  it('refuses a class whose comments are not where they are read', () => {
    expect(() => messageSchema('x.v1', classNamed('Elsewhere'), comments)).toThrow(
      'The source of the class Elsewhere is not where',
    );
  });

  it('refuses two classes of one name, whose comments could not be told apart', () => {
    writeFileSync(join(folder, 'twin.ts'), 'export class Item {}');
    expect(() => DocComments.readFrom(folder)).toThrow('Two classes have the name Item');
    rmSync(join(folder, 'twin.ts'));
  });
});
