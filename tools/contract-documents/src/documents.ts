import { join } from 'node:path';
import { MESSAGE_CLASSES } from '@decouple/contracts';
import { DocComments } from './descriptions/doc-comments';
import { formatted } from './format';
import type { JsonSchema } from './schema/json-schema';
import { messageSchema } from './schema/message-schema';

export const WORKSPACE = join(__dirname, '../../..');
export const CONTRACTS = 'libs/contracts';

/** One folder holds the schemas, and nothing else. */
export const SCHEMAS = `${CONTRACTS}/schemas`;

export function messageSchemas(): ReadonlyMap<string, JsonSchema> {
  const comments = DocComments.readFrom(join(WORKSPACE, CONTRACTS, 'src'));
  const types = Object.entries(MESSAGE_CLASSES).sort(([one], [other]) => (one < other ? -1 : 1));
  return new Map(types.map(([type, message]) => [type, messageSchema(type, message, comments)]));
}

/** Every document that follows from the contract classes, by its path in the workspace. */
export async function documents(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [type, schema] of messageSchemas()) {
    files.set(`${SCHEMAS}/${type}.schema.json`, await formatted(JSON.stringify(schema, undefined, 2), 'json'));
  }
  return files;
}
