import * as fc from 'fast-check';
import { validityUnder } from '../testing/validity';
import type { Hurt } from './breaking-change';
import { compareSchemas } from './compare-schemas';
import type { JsonSchema } from './json-schema';

/** Few values and limits, so that a document that is made apart from a schema has something to do with it. */
const limit = fc.integer({ min: 0, max: 3 });
const scalar = fc.constantFrom<unknown>(null, true, 0, 1, 2, 0.5, '', 'a', 'ab', 'abc');
const kind = fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object');

const LEAF = {
  type: fc.oneof(kind, fc.uniqueArray(kind, { minLength: 1, maxLength: 5 })),
  enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 6, selector: (value) => JSON.stringify(value) }),
  const: scalar,
  minLength: limit,
  maxLength: limit,
  minimum: limit,
  exclusiveMaximum: limit,
  multipleOf: fc.constantFrom(1, 2),
  pattern: fc.constantFrom('^a', 'b$', '^[ab]*$'),
  minItems: limit,
  maxItems: limit,
  not: fc.constant({ const: 'a' }),
};
/** Most keywords are absent: a schema that allows nothing proves nothing. */
const rarely = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const leaf: fc.Arbitrary<JsonSchema> = fc
  .record(Object.fromEntries(Object.entries(LEAF).map(([keyword, value]) => [keyword, rarely(value)])))
  .map(withoutUndefined);
const schema: fc.Arbitrary<JsonSchema> = fc
  .tuple(leaf, fc.record({ a: leaf, b: leaf }), leaf, fc.uniqueArray(fc.constantFrom('a', 'b')))
  .map(([own, properties, items, required]) => ({ ...own, properties, items, required }));

/** Without properties that the schemas do not define. */
const document = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 4 }),
  fc.dictionary(fc.constantFrom('a', 'b'), scalar, { maxKeys: 2 }),
);

/** A schema, and the same schema with one keyword added, replaced or removed. */
const evolution = fc
  .tuple(schema, fc.constantFrom('#', 'a', 'b', 'items'), leafChange(), fc.uniqueArray(fc.constantFrom('a', 'b')))
  .map(([before, place, [keyword, value], required]) => ({
    before,
    after: changed(before, place, keyword, value, required),
  }));

function leafChange(): fc.Arbitrary<readonly [string, unknown]> {
  const changes = Object.entries(LEAF).map(([keyword, value]) =>
    fc.option(value, { nil: undefined }).map((each) => [keyword, each] as const),
  );
  return fc.oneof(fc.constant(['required', undefined] as const), ...changes);
}

function changed(before: JsonSchema, place: string, keyword: string, value: unknown, required: string[]): JsonSchema {
  if (keyword === 'required') return { ...before, required };
  const put = (target: unknown): JsonSchema => withoutUndefined({ ...(target as JsonSchema), [keyword]: value });
  if (place === '#') return put(before);
  if (place === 'items') return { ...before, items: put(before['items']) };
  const properties = before['properties'] as JsonSchema;
  return { ...before, properties: { ...properties, [place]: put(properties[place]) } };
}

function withoutUndefined(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}

describe('what the comparison does not find', () => {
  it('is no break: each document of one side is valid on the other', () => {
    let broken = 0;
    fc.assert(
      fc.property(evolution, fc.array(document, { minLength: 30, maxLength: 60 }), ({ after, before }, documents) => {
        const hurts = new Set(compareSchemas(before, after).flatMap(({ hurts: each }) => each));
        const [old, now] = [validityUnder(before), validityUnder(after)];
        for (const each of documents) {
          const hurt: Hurt | undefined =
            now(each) && !old(each) ? 'released-readers' : old(each) && !now(each) ? 'new-readers' : undefined;
          if (hurt === undefined) continue;
          broken += 1;
          expect(hurts).toContain(hurt);
        }
      }),
      { numRuns: 400 },
    );
    // Otherwise the documents were too dull to prove anything.
    expect(broken).toBeGreaterThan(100);
  });

  it('is nothing, for a schema and itself', () => {
    fc.assert(fc.property(schema, (each) => expect(compareSchemas(each, structuredClone(each))).toEqual([])));
  });

  it('is the same when old and new change places, with the victims changed too', () => {
    const swapped: Readonly<Record<Hurt, Hurt>> = {
      'released-readers': 'new-readers',
      'new-readers': 'released-readers',
    };
    fc.assert(
      fc.property(evolution, ({ after, before }) => {
        const forth = new Set(compareSchemas(before, after).flatMap(({ hurts }) => hurts.map((hurt) => swapped[hurt])));
        const back = new Set(compareSchemas(after, before).flatMap(({ hurts }) => hurts));
        expect(forth).toEqual(back);
      }),
    );
  });
});
