import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MESSAGE_CLASSES } from '@decouple/contracts';
import { asyncApiDocument, type MessageFacts } from './asyncapi/asyncapi-document';
import { DocComments } from './descriptions/doc-comments';
import { formatted } from './format';
import { WORKSPACE } from '../workspace';
import { messageSchema } from './schema/message-schema';

export const CONTRACTS = 'libs/contracts';

/** Holds schemas only: the generator deletes every other file in it. */
export const SCHEMAS = `${CONTRACTS}/schemas`;
export const ASYNCAPI = 'docs/contracts/asyncapi.json';

/** Generates every document that derives from the contract classes and their examples, by its path in the workspace. */
export async function documents(): Promise<ReadonlyMap<string, string>> {
  const messages = messageFacts();
  const files = new Map<string, string>();
  for (const [type, { schema }] of messages) files.set(`${SCHEMAS}/${type}.schema.json`, await json(schema));
  files.set(ASYNCAPI, await json(asyncApiDocument(messages)));
  return files;
}

function messageFacts(): ReadonlyMap<string, MessageFacts> {
  const comments = DocComments.readFrom(join(WORKSPACE, CONTRACTS, 'src'));
  const types = Object.entries(MESSAGE_CLASSES).sort(([one], [other]) => (one < other ? -1 : 1));
  return new Map(
    types.map(([type, message]) => {
      const example = readFileSync(join(WORKSPACE, CONTRACTS, `examples/${type}.json`), 'utf8');
      return [type, { schema: messageSchema(type, message, comments), example: JSON.parse(example) as object }];
    }),
  );
}

const json = (document: object): Promise<string> => formatted(JSON.stringify(document, undefined, 2), 'json');
