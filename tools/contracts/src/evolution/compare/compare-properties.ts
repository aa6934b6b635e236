import type { SchemaChange } from './breaking-change';
import { isObject, type JsonSchema, textsOf } from './json-schema';

/** Compares what both sides have under one name. */
type CompareNested = (before: unknown, after: unknown, pointer: string) => readonly SchemaChange[];

/**
 * `properties` and `required`. An optional property that is new is no break: readers leave out what they do not know,
 * and its name was never used before.
 */
export function compareProperties(
  before: JsonSchema,
  after: JsonSchema,
  pointer: string,
  compareNested: CompareNested,
): readonly SchemaChange[] {
  const was = membersOf(before);
  const is = membersOf(after);
  const names = new Set([...was.names, ...is.names]);
  return [...names].sort().flatMap((name) => {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!was.names.has(name)) return added(at, is.required.has(name), before);
    if (!is.names.has(name)) return [removed(at, was.required.has(name))];
    return [
      ...requirement(at, was.required.has(name), is.required.has(name)),
      ...compareNested(was.schemas[name] ?? {}, is.schemas[name] ?? {}, at),
    ];
  });
}

interface Members {
  readonly names: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
  readonly schemas: JsonSchema;
}

function membersOf({ properties, required }: JsonSchema): Members {
  const schemas = isObject(properties) ? properties : {};
  const demanded = textsOf(required);
  return { schemas, required: new Set(demanded), names: new Set([...Object.keys(schemas), ...demanded]) };
}

function added(pointer: string, required: boolean, { additionalProperties = true }: JsonSchema): SchemaChange[] {
  const closed: SchemaChange = {
    rule: 'property-added-to-closed-object',
    pointer,
    detail: 'It is new in an object to which the released version lets nothing be added.',
    hurts: ['released-readers'],
  };
  const demanded: SchemaChange = {
    rule: 'required-property-added',
    pointer,
    detail: 'It is new and required, and no released producer writes it.',
    hurts: ['new-readers'],
  };
  return [...(additionalProperties === true ? [] : [closed]), ...(required ? [demanded] : [])];
}

/** Nothing says what a name means that is no longer in the schema: the next use of it may be another one. */
function removed(pointer: string, required: boolean): SchemaChange {
  const detail = required
    ? 'It was required: released consumers demand it, and new ones overlook it.'
    : 'It was optional: new consumers overlook what released producers still write.';
  return { rule: 'property-removed', pointer, detail, hurts: ['released-readers', 'new-readers'] };
}

function requirement(pointer: string, was: boolean, is: boolean): SchemaChange[] {
  if (was === is) return [];
  return is
    ? [
        {
          rule: 'property-became-required',
          pointer,
          detail: 'It was optional: released producers may leave it out.',
          hurts: ['new-readers'],
        },
      ]
    : [
        {
          rule: 'property-became-optional',
          pointer,
          detail: 'It was required: released consumers demand it.',
          hurts: ['released-readers'],
        },
      ];
}
