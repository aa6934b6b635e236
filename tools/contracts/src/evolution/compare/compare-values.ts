import type { SchemaChange } from './breaking-change';
import { canonical, type JsonSchema, textsOf } from './json-schema';

/** JSON Schema counts whole numbers among the numbers; as disjoint sets they can be compared. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  null: ['null'],
  boolean: ['boolean'],
  string: ['string'],
  array: ['array'],
  object: ['object'],
  integer: ['whole number'],
  number: ['whole number', 'fraction'],
};
const ANYTHING = [...new Set(Object.values(KINDS).flat())];

export function compareTypes(before: JsonSchema, after: JsonSchema, pointer: string): readonly SchemaChange[] {
  const was = kindsOf(before);
  const is = kindsOf(after);
  const added = is.filter((kind) => !was.includes(kind));
  const removed = was.filter((kind) => !is.includes(kind));
  return [
    ...(added.length === 0
      ? []
      : [change('type-widened', pointer, `It may now also be: ${added.join(', ')}.`, 'released-readers')]),
    ...(removed.length === 0
      ? []
      : [change('type-narrowed', pointer, `It may no longer be: ${removed.join(', ')}.`, 'new-readers')]),
  ];
}

function kindsOf({ type }: JsonSchema): readonly string[] {
  if (type === undefined) return ANYTHING;
  const names = typeof type === 'string' ? [type] : textsOf(type);
  return [...new Set(names.flatMap((name) => KINDS[name] ?? [name]))];
}

/** `const` and `enum`. */
export function compareValues(before: JsonSchema, after: JsonSchema, pointer: string): readonly SchemaChange[] {
  const was = valuesOf(before);
  const is = valuesOf(after);
  if (was === undefined && is === undefined) return [];
  if (was === undefined) {
    return [change('values-fixed', pointer, `Any value was allowed; now only: ${shown(is ?? [])}.`, 'new-readers')];
  }
  if (is === undefined) {
    return [
      change('values-freed', pointer, `Only these were allowed, now others too: ${shown(was)}.`, 'released-readers'),
    ];
  }
  const added = is.filter((value) => !was.includes(value));
  const removed = was.filter((value) => !is.includes(value));
  if (was.length === 1 && is.length === 1 && added.length === 1) {
    const detail = `It was always ${shown(was)} and is now always ${shown(is)}.`;
    return [{ rule: 'value-changed', pointer, detail, hurts: ['released-readers', 'new-readers'] }];
  }
  return [
    ...(added.length === 0
      ? []
      : [change('value-added', pointer, `It may now also be: ${shown(added)}.`, 'released-readers')]),
    ...(removed.length === 0
      ? []
      : [change('value-removed', pointer, `It may no longer be: ${shown(removed)}.`, 'new-readers')]),
  ];
}

/** As canonical JSON; undefined where any value will do. */
function valuesOf(schema: JsonSchema): readonly string[] | undefined {
  const allowed = Array.isArray(schema['enum']) ? schema['enum'].map(canonical) : undefined;
  if (!('const' in schema)) return allowed;
  const only = canonical(schema['const']);
  return allowed === undefined || allowed.includes(only) ? [only] : [];
}

const MOST_SHOWN = 8;

function shown(values: readonly string[]): string {
  const rest = values.length - MOST_SHOWN;
  return values.slice(0, MOST_SHOWN).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function change(
  rule: SchemaChange['rule'],
  pointer: string,
  detail: string,
  hurt: SchemaChange['hurts'][number],
): SchemaChange {
  return { rule, pointer, detail, hurts: [hurt] };
}
