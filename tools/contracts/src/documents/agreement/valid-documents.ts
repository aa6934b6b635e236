import * as fc from 'fast-check';
import type { JsonSchema } from '../schema/json-schema';

const OPTIONAL_NULL = 'null';
const SURPRISE = fc.constantFrom('addedLater', 'constructor', 'toString', '__proto__', 'hasOwnProperty', '', 'a/b');

/** Generates documents that are valid under a schema, some with unknown properties. */
export function validDocuments(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema;
  const known = Object.entries(properties).map(([name, property]) => [name, validValues(property)] as const);
  const document = fc.record(Object.fromEntries(known), { requiredKeys: [...required] });
  return fc
    .tuple(document, fc.option(fc.tuple(SURPRISE, fc.jsonValue({ maxDepth: 2 })), { freq: 4 }))
    .map(([facts, surprise]) => (surprise === null ? facts : withOwn(facts, ...surprise)));
}

/** `__proto__` as JSON.parse has it: a property like any other. */
export function withOwn(document: object, name: string, value: unknown): object {
  return Object.defineProperty({ ...document }, name, { value, enumerable: true, configurable: true, writable: true });
}

function validValues(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { type } = schema;
  if (typeof type === 'object') {
    const values = type.filter((one) => one !== OPTIONAL_NULL).map((one) => validValues({ ...schema, type: one }));
    return fc.oneof(...values, fc.constant(null));
  }
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(validValues));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (type === 'object') return validDocuments(schema);
  if (type === 'integer') return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 0 });
  if (type === OPTIONAL_NULL) return fc.constant(null);
  return validTexts(schema);
}

function validTexts({ enum: values, maxLength, minLength, pattern }: JsonSchema): fc.Arbitrary<unknown> {
  if (values !== undefined) return fc.constantFrom(...values);
  if (pattern === undefined) throw new Error('The contracts have no text without a pattern so far.');
  const expression = new RegExp(pattern, 'u');
  if (maxLength === undefined) return fc.stringMatching(expression);
  const unit = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('a', 'Z', '0', '-', ' ', '"', '\\', 'ü', '漢', '😀', '\ufe0f') },
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((character) => expression.test(character)),
  );
  const least = minLength ?? 0;
  const length = fc.oneof(fc.constantFrom(least, least + 1, maxLength), fc.integer({ min: least, max: 16 }));
  return length.chain((size) => fc.array(unit, { minLength: size, maxLength: size })).map((units) => units.join(''));
}
