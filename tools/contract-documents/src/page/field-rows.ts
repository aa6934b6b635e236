import type { JsonSchema } from '../schema/json-schema';

export interface FieldRow {
  /** `amount.value` */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
  /** Keywords beside the type, as the schema has them. */
  readonly limits: readonly { readonly keyword: string; readonly value: string }[];
}

const LIMITS = ['const', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum'] as const;

/** One row per property, those of nested objects below them; in the order of the example, which is the order of reading. */
export function fieldRows(schema: JsonSchema, example: object | undefined, above = ''): readonly FieldRow[] {
  const order = Object.keys(example ?? {});
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const properties = Object.entries(schema.properties ?? {}).sort(([one], [other]) => place(one) - place(other));
  return properties.flatMap(([name, property]) => {
    const path = `${above}${name}`;
    const nested = (example as Readonly<Record<string, unknown>> | undefined)?.[name];
    const row: FieldRow = {
      path,
      type: typesOf(property).join(' or '),
      required: schema.required?.includes(name) ?? false,
      description: property.description ?? '',
      limits: limitsOf(property),
    };
    return [
      row,
      ...fieldRows(property, typeof nested === 'object' && nested !== null ? nested : undefined, `${path}.`),
    ];
  });
}

function typesOf({ anyOf, type }: JsonSchema): readonly string[] {
  if (type === undefined) return (anyOf ?? []).flatMap(typesOf);
  return typeof type === 'string' ? [type] : type;
}

function limitsOf(schema: JsonSchema): FieldRow['limits'] {
  const own = LIMITS.filter((keyword) => schema[keyword] !== undefined).map((keyword) => ({
    keyword,
    value: textOf(schema[keyword]),
  }));
  return [...own, ...[...(schema.allOf ?? []), ...(schema.anyOf ?? [])].flatMap(limitsOf)];
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(', ') : String(value));
