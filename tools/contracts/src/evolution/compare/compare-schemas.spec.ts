import { validityUnder } from '../testing/validity';
import type { Hurt, Rule } from './breaking-change';
import { compareSchemas } from './compare-schemas';
import type { JsonSchema } from './json-schema';

interface Case {
  readonly rule: Rule;
  readonly before: JsonSchema;
  readonly after: JsonSchema;
  readonly pointer?: string;
  /** Per victim, a document that the other side may write and it cannot read. */
  readonly witnesses: Partial<Record<Hurt, unknown>>;
}

const object = (properties: JsonSchema, required: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  required,
});
const text = { type: 'string' };

const CASES: readonly Case[] = [
  {
    rule: 'property-removed',
    before: object({ a: text }, ['a']),
    after: object({}),
    pointer: '#/a',
    witnesses: { 'released-readers': {}, 'new-readers': undefined },
  },
  {
    rule: 'property-removed',
    before: object({ a: text }),
    after: object({}),
    pointer: '#/a',
    witnesses: { 'released-readers': { a: 5 }, 'new-readers': undefined },
  },
  {
    rule: 'required-property-added',
    before: object({}),
    after: object({ a: text }, ['a']),
    pointer: '#/a',
    witnesses: { 'new-readers': {} },
  },
  {
    rule: 'property-added-to-closed-object',
    before: { ...object({}), additionalProperties: false },
    after: { ...object({ a: text }), additionalProperties: false },
    pointer: '#/a',
    witnesses: { 'released-readers': { a: 'x' } },
  },
  {
    rule: 'property-became-required',
    before: object({ a: text }),
    after: object({ a: text }, ['a']),
    pointer: '#/a',
    witnesses: { 'new-readers': {} },
  },
  {
    rule: 'property-became-optional',
    before: object({ a: text }, ['a']),
    after: object({ a: text }),
    pointer: '#/a',
    witnesses: { 'released-readers': {} },
  },
  { rule: 'type-widened', before: text, after: { type: ['string', 'null'] }, witnesses: { 'released-readers': null } },
  { rule: 'type-widened', before: text, after: {}, witnesses: { 'released-readers': 1 } },
  {
    rule: 'type-widened',
    before: { type: 'integer' },
    after: { type: 'number' },
    witnesses: { 'released-readers': 0.5 },
  },
  { rule: 'type-narrowed', before: { type: ['string', 'null'] }, after: text, witnesses: { 'new-readers': null } },
  { rule: 'type-narrowed', before: { type: 'number' }, after: { type: 'integer' }, witnesses: { 'new-readers': 0.5 } },
  {
    rule: 'value-changed',
    before: { const: 'a' },
    after: { const: 'b' },
    witnesses: { 'released-readers': 'b', 'new-readers': 'a' },
  },
  {
    rule: 'value-added',
    before: { enum: ['a', 'b'] },
    after: { enum: ['b', 'c', 'a'] },
    witnesses: { 'released-readers': 'c' },
  },
  { rule: 'value-added', before: { const: 'a' }, after: { enum: ['a', 'b'] }, witnesses: { 'released-readers': 'b' } },
  { rule: 'value-removed', before: { enum: ['a', 'b'] }, after: { enum: ['a'] }, witnesses: { 'new-readers': 'b' } },
  { rule: 'values-fixed', before: text, after: { type: 'string', enum: ['a'] }, witnesses: { 'new-readers': 'b' } },
  { rule: 'values-freed', before: { type: 'string', const: 'a' }, after: text, witnesses: { 'released-readers': 'b' } },
  {
    rule: 'limit-tightened',
    before: text,
    after: { type: 'string', maxLength: 3 },
    witnesses: { 'new-readers': 'abcd' },
  },
  {
    rule: 'limit-tightened',
    before: { type: 'string', minLength: 1 },
    after: { type: 'string', minLength: 2 },
    witnesses: { 'new-readers': 'a' },
  },
  { rule: 'limit-tightened', before: { maximum: 9 }, after: { maximum: 8 }, witnesses: { 'new-readers': 9 } },
  { rule: 'limit-tightened', before: { minItems: 1 }, after: { minItems: 2 }, witnesses: { 'new-readers': [1] } },
  {
    rule: 'limit-loosened',
    before: { type: 'string', maxLength: 3 },
    after: { type: 'string', maxLength: 4 },
    witnesses: { 'released-readers': 'abcd' },
  },
  { rule: 'limit-loosened', before: { minimum: 1 }, after: {}, witnesses: { 'released-readers': 0 } },
  {
    rule: 'limit-loosened',
    before: { exclusiveMaximum: 5 },
    after: { exclusiveMaximum: 6 },
    witnesses: { 'released-readers': 5 },
  },
  { rule: 'pattern-added', before: text, after: { type: 'string', pattern: '^a' }, witnesses: { 'new-readers': 'b' } },
  {
    rule: 'pattern-removed',
    before: { type: 'string', pattern: '^a' },
    after: text,
    witnesses: { 'released-readers': 'b' },
  },
  {
    rule: 'pattern-changed',
    before: { type: 'string', pattern: '^a' },
    after: { type: 'string', pattern: '^b' },
    witnesses: { 'released-readers': 'b', 'new-readers': 'a' },
  },
  {
    rule: 'list-rules-added',
    before: { type: 'array' },
    after: { type: 'array', items: text },
    pointer: '#/*',
    witnesses: { 'new-readers': [1] },
  },
  {
    rule: 'list-rules-removed',
    before: { type: 'array', items: text },
    after: { type: 'array' },
    pointer: '#/*',
    witnesses: { 'released-readers': [1] },
  },
  {
    rule: 'rule-changed',
    before: { type: 'integer', multipleOf: 2 },
    after: { type: 'integer', multipleOf: 3 },
    witnesses: { 'released-readers': 3, 'new-readers': 2 },
  },
  {
    rule: 'rule-changed',
    before: { anyOf: [{ const: 1 }, { const: 2 }] },
    after: { anyOf: [{ const: 2 }, { const: 3 }] },
    witnesses: { 'released-readers': 3, 'new-readers': 1 },
  },
  {
    rule: 'rule-changed',
    before: { properties: { a: false } },
    after: { properties: { a: true } },
    pointer: '#/a',
    witnesses: { 'released-readers': { a: 1 }, 'new-readers': undefined },
  },
  {
    rule: 'identity-changed',
    before: { $id: 'urn:schemas:one' },
    after: { $id: 'urn:schemas:two' },
    witnesses: { 'released-readers': undefined, 'new-readers': undefined },
  },
];

describe('compareSchemas', () => {
  it.each(CASES)('finds $rule from $before to $after', ({ after, before, pointer = '#', rule, witnesses }) => {
    expect(compareSchemas(before, after)).toEqual([
      { rule, pointer, detail: expect.stringMatching(/.{10}/) as string, hurts: Object.keys(witnesses) },
    ]);
  });

  it.each(CASES)('is right that $rule hurts, from $before to $after', ({ after, before, witnesses }) => {
    const [old, now] = [validityUnder(before), validityUnder(after)];
    const { 'new-readers': written, 'released-readers': sent } = witnesses;
    if (sent !== undefined) expect([now(sent), old(sent)]).toEqual([true, false]);
    if (written !== undefined) expect([old(written), now(written)]).toEqual([true, false]);
  });

  it.each<[string, JsonSchema, JsonSchema]>([
    ['an optional property that is new', object({}), object({ a: text })],
    ['words about it', { ...text, description: 'a' }, { ...text, title: 'b', examples: ['c'] }],
    [
      'the order of values and properties',
      object({ a: { enum: [1, 2] }, b: text }),
      object({ b: text, a: { enum: [2, 1] } }),
    ],
    ['a list of one type', { type: 'string' }, { type: ['string'] }],
    ['one value written as a list', { const: 1 }, { enum: [1] }],
    [
      'a part that moves to $defs',
      object({ a: { type: 'string', maxLength: 3 } }),
      { ...object({ a: { $ref: '#/$defs/short' } }), $defs: { short: { type: 'string', maxLength: 3 } } },
    ],
  ])('has nothing against %s', (_, before, after) => {
    expect(compareSchemas(before, after)).toEqual([]);
  });

  it('names places deep inside, in objects and lists', () => {
    const schema = (leaf: JsonSchema): JsonSchema => object({ 'a/b': { type: 'array', items: object({ c: leaf }) } });
    expect(compareSchemas(schema(text), schema({ type: 'integer' })).map(({ pointer }) => pointer)).toEqual([
      '#/a~1b/*/c',
      '#/a~1b/*/c',
    ]);
  });

  it('compares schemas that contain themselves', () => {
    const tree = (leaf: JsonSchema): JsonSchema => object({ value: leaf, child: { $ref: '#' } });
    expect(compareSchemas(tree(text), tree(text))).toEqual([]);
    expect(compareSchemas(tree(text), tree({ type: 'null' })).length).toBeGreaterThan(0);
  });

  it.each(['#/$defs/missing', 'https://elsewhere.example/schema', '#/$defs/circle'])(
    'refuses the reference %s',
    ($ref) => {
      const schema = { $ref, $defs: { circle: { $ref: '#/$defs/circle' } } };
      expect(() => compareSchemas(schema, schema)).toThrow(`"${$ref}" leads to no schema`);
    },
  );
});
