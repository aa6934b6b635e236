import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import specs from '@asyncapi/specs';
import { MESSAGE_CLASSES, QUEUES } from '@decouple/contracts';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { WORKSPACE } from '../../workspace';
import { ASYNCAPI } from '../documents';
import type { AsyncApiDocument } from './asyncapi-document';

const document = JSON.parse(readFileSync(join(WORKSPACE, ASYNCAPI), 'utf8')) as AsyncApiDocument;

/** The schema that the binding's own specification brings. */
function sqsBinding(part: 'channel' | 'operation'): ValidateFunction {
  const file = require.resolve(`@asyncapi/specs/bindings/sqs/0.3.0/${part}.json`);
  // Extensions may hold anything.
  const extension = { $id: 'http://asyncapi.com/definitions/3.0.0/specificationExtension.json' };
  return new Ajv({ strict: false }).addSchema(extension).compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}

/** By the schema that AsyncAPI publishes of its version 3.0, which its parser uses too. */
function faultsOf(candidate: unknown): readonly ErrorObject[] {
  // It brings the meta-schema of draft 7 along.
  const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false, meta: false });
  ajv.validate(specs.schemas['3.0.0'] as object, candidate);
  return ajv.errors ?? [];
}

describe('the AsyncAPI document', () => {
  it('is one by the specification', () => {
    expect(faultsOf(document)).toEqual([]);
  });

  it('would not be one with bindings of another form', () => {
    const { sales } = document.channels;
    const withBindings = (sqs: object) => ({ ...document, channels: { sales: { ...sales, bindings: { sqs } } } });
    expect(faultsOf(withBindings({ queue: { fifoQueue: false } }))).not.toEqual([]);
    // Once it takes the version, the document can name it.
    const queue = { name: 'sales', fifoQueue: false };
    expect(faultsOf(withBindings({ queue, bindingVersion: '0.3.0' }))).not.toEqual([]);
  });

  it('describes channels and operations by version 0.3.0 of the SQS binding', () => {
    const [ofChannel, ofOperation] = [sqsBinding('channel'), sqsBinding('operation')];
    const channels = Object.values(document.channels).map(({ bindings }) => ofChannel(bindings.sqs));
    const operations = Object.values(document.operations).map(({ bindings }) => ofOperation(bindings.sqs));
    expect(new Set([...channels, ...operations])).toEqual(new Set([true]));
    expect([ofChannel({ queue: {} }), ofOperation({ queues: [{}] })]).toEqual([false, false]);
  });

  it('has every queue as a channel, with every message that it carries', () => {
    const carried = Object.entries(document.channels).map(([queue, { messages }]) => [queue, Object.keys(messages)]);
    expect(Object.fromEntries(carried)).toEqual(QUEUES);
    expect(Object.keys(document.components.messages)).toEqual(Object.keys(MESSAGE_CLASSES).sort());
  });

  it('can be sent to and received from every queue', () => {
    const actions = Object.values(document.operations).map(({ action, channel }) => `${action} ${channel.$ref}`);
    const expected = Object.keys(QUEUES).flatMap((queue) =>
      ['send', 'receive'].map((it) => `${it} #/channels/${queue}`),
    );
    expect(actions.sort()).toEqual(expected.sort());
  });

  it('leads every reference to something that it has', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
    const found = references.filter((path) => {
      let at: unknown = document;
      for (const step of path.split('/')) at = (at as Record<string, unknown> | undefined)?.[step];
      return at !== undefined;
    });
    expect(references.length).toBeGreaterThan(10);
    expect(found).toEqual(references);
  });

  it.each(Object.keys(MESSAGE_CLASSES))('has a golden example of %s that obeys its payload', (type) => {
    const message = document.components.messages[type];
    const isValid = new Ajv({ allowUnionTypes: true }).compile(message?.payload ?? false);
    expect(message?.examples.map(({ payload }) => isValid(payload))).toEqual([true]);
  });
});
