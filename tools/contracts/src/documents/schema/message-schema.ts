import { nestedClassOf } from '@decouple/validation';
import { getMetadataStorage } from 'class-validator';
import type { DocComments } from '../descriptions/doc-comments';
import { descriptionOf } from '../descriptions/description';
import type { JsonSchema } from './json-schema';
import { isOptionalRule, propertySchema, type Rule } from './property-schema';
import { UnmappedRuleError } from './unmapped-rule.error';

type ClassOfObject = new () => object;

export const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** What `dataschema` of every message of the type says. CloudEvents: it identifies the schema of `data`. */
export const dataSchemaId = (type: string): string => `urn:decouple:schema:${type}`;

/** The schema of the whole message has a name of its own, because `dataschema` speaks of the data alone. */
export const messageSchemaId = (type: string): string => `${dataSchemaId(type)}:message`;

/**
 * One document for a message type: the envelope, and in it, as a schema with an `$id` of its own, the data.
 *
 * Objects stand where they are used, without references: a base URI changes with every `$id`, and readers disagree on
 * what a reference below one means. Whatever the rules do not name stays open, for optional properties to come.
 *
 * @throws UnmappedRuleError
 */
export function messageSchema(type: string, message: ClassOfObject, comments: DocComments): JsonSchema {
  const whole = objectSchema(message, comments, []);
  const data = whole.properties?.['data'];
  if (data === undefined) throw new UnmappedRuleError(message.name, 'data', 'Every message has its data there.');
  const properties = { ...whole.properties, data: { $id: dataSchemaId(type), ...data } };
  return { $schema: DIALECT, $id: messageSchemaId(type), ...whole, properties };
}

function objectSchema(owner: ClassOfObject, comments: DocComments, above: readonly ClassOfObject[]): JsonSchema {
  if (above.includes(owner)) {
    throw new UnmappedRuleError(owner.name, 'NestedObject', 'It holds itself, so that its schema would never end.');
  }
  const rules = getMetadataStorage().getTargetValidationMetadatas(owner, '', false, false);
  const names = [...new Set(rules.map(({ propertyName }) => propertyName))].sort();
  const of = (name: string): Rule[] => rules.filter(({ propertyName }) => propertyName === name);
  const properties = names.map((name) => {
    const nestedClass = nestedClassOf(owner, name);
    const nested = nestedClass && objectSchema(nestedClass, comments, [...above, owner]);
    const { description: ofClass, title, ...schema } = propertySchema(`${owner.name}.${name}`, of(name), nested);
    const description = descriptionOf(comments.ofProperty(owner, name), ofClass, of(name));
    return [name, { ...(title === undefined ? {} : { title }), ...description, ...schema }] as const;
  });
  const comment = comments.ofClass(owner);
  return {
    title: owner.name,
    ...(comment === undefined ? {} : { description: comment }),
    type: 'object',
    required: names.filter((name) => !of(name).some(isOptionalRule)),
    properties: Object.fromEntries(properties),
  };
}
