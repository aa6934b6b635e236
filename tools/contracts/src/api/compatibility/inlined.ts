import type { JsonSchema } from '../../evolution/compare/json-schema';

const REFERENCE = '#/components/schemas/';

/** An OpenAPI keyword without effect on validation. */
const ANNOTATION = 'example';

/**
 * Replaces references in a schema by their targets, so that it means the same without its document.
 *
 * @throws Error for a reference to anything but a schema of the document
 */
export function inlined(schema: JsonSchema, schemas: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const inline = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inline);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref, ...own } = unwrapped(value);
    const members = Object.entries(own)
      .filter(([name, member]) => name !== ANNOTATION || typeof member === 'object')
      .map(([name, member]) => [name, inline(member)] as const);
    if ($ref === undefined) return Object.fromEntries(members);
    const target =
      typeof $ref === 'string' && $ref.startsWith(REFERENCE) ? schemas[$ref.slice(REFERENCE.length)] : undefined;
    if (target === undefined) throw new Error(`The reference ${JSON.stringify($ref)} leads to no schema.`);
    return { ...(inline(target) as JsonSchema), ...Object.fromEntries(members) };
  };
  return inline(schema) as JsonSchema;
}

/** A description cannot stand beside a reference everywhere, so generators put the reference into a list of one. */
function unwrapped(schema: object): JsonSchema {
  const { allOf, ...beside } = schema as JsonSchema;
  if (!Array.isArray(allOf) || allOf.length !== 1) return schema as JsonSchema;
  return { ...(allOf[0] as JsonSchema), ...beside };
}
