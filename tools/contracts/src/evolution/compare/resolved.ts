import { isObject, type JsonSchema } from './json-schema';

/** More steps than that through references is a circle. */
const MAX_STEPS = 16;

/**
 * The schema that is meant: references within the document are followed, and what stands beside them is added.
 *
 * @throws Error for a reference out of the document, or one that leads nowhere: such a schema is no schema of ours
 */
export function resolved(schema: unknown, document: JsonSchema): unknown {
  let meant = schema;
  for (let steps = 0; isObject(meant) && meant['$ref'] !== undefined; steps += 1) {
    const { $ref, ...beside } = meant;
    const target = typeof $ref === 'string' ? lookUp($ref, document) : undefined;
    if (!isObject(target) || steps === MAX_STEPS) {
      throw new Error(`The reference ${JSON.stringify($ref)} leads to no schema within its own document.`);
    }
    meant = { ...target, ...beside };
  }
  return meant;
}

function lookUp(reference: string, document: JsonSchema): unknown {
  if (!reference.startsWith('#')) return undefined;
  const steps = reference
    .slice(1)
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<unknown>((place, step) => (isObject(place) ? place[step] : undefined), document);
}
