import { MAX_MESSAGE_LENGTH, QUEUES } from '@decouple/contracts';
import type { JsonSchema } from '../schema/json-schema';

/** The part of AsyncAPI 3.0 that these documents use. */
export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0';
  readonly id: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly defaultContentType: string;
  readonly servers: Readonly<Record<string, object>>;
  readonly channels: Readonly<Record<string, Channel>>;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: { readonly messages: Readonly<Record<string, DescribedMessage>> };
}

export interface Channel {
  readonly address: string;
  readonly title: string;
  readonly description: string;
  readonly servers: readonly Reference[];
  readonly messages: Readonly<Record<string, Reference>>;
  readonly bindings: { readonly sqs: object };
}

interface Operation {
  readonly action: 'send' | 'receive';
  readonly channel: Reference;
  readonly title: string;
  readonly description: string;
  readonly messages: readonly Reference[];
  readonly bindings: { readonly sqs: object };
}

export interface DescribedMessage {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly contentType: string;
  readonly correlationId: { readonly description: string; readonly location: string };
  readonly payload: JsonSchema;
  readonly examples: readonly { readonly name: string; readonly summary: string; readonly payload: object }[];
  /** The same schema as a separate file. */
  readonly 'x-json-schema-id': string;
}

interface Reference {
  readonly $ref: string;
}

/** What a message type brings to the document. */
export interface MessageFacts {
  readonly schema: JsonSchema;
  readonly example: object;
}

/** CloudEvents 1.0, structured mode: the whole message is one JSON document in the body. */
const CONTENT_TYPE = 'application/cloudevents+json';

const DESCRIPTION =
  'The messages between the services: CloudEvents 1.0 documents in the JSON format, structured mode, in the body of SQS ' +
  'messages. Delivery is at least once and unordered; `source` and `id` together identify a message permanently, so that ' +
  `readers can detect duplicates. A body has at most ${MAX_MESSAGE_LENGTH} characters. Readers ignore unknown properties: ` +
  'a newer sender may add optional ones. Null counts as absent where a property is optional.';

/** @throws Error for a message type of a queue without facts */
export function asyncApiDocument(messages: ReadonlyMap<string, MessageFacts>): AsyncApiDocument {
  const queues = Object.entries<readonly string[]>(QUEUES).sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    asyncapi: '3.0.0',
    id: 'urn:decouple:contracts',
    // Every message carries its version in its type; the version of the document itself has no meaning.
    info: { title: 'Decouple: the messages', version: '1.0.0', description: DESCRIPTION },
    defaultContentType: CONTENT_TYPE,
    servers: {
      sqs: {
        host: 'sqs.{region}.amazonaws.com',
        protocol: 'sqs',
        description: 'Amazon SQS, or a server that speaks its protocol.',
        variables: { region: { description: 'AWS region of the queues.' } },
      },
    },
    channels: Object.fromEntries(queues.map(([queue, types]) => [queue, channelOf(queue, types)])),
    operations: Object.fromEntries(queues.flatMap(([queue, types]) => operationsOf(queue, types))),
    components: {
      messages: Object.fromEntries([...messages].map(([type, facts]) => [type, describedMessage(type, facts)])),
    },
  };
}

function channelOf(queue: string, types: readonly string[]): Channel {
  return {
    address: queue,
    title: `The queue ${queue}`,
    description: `A standard queue. "${queue}" is its logical name, which a deployment maps to a real one.`,
    servers: [{ $ref: '#/servers/sqs' }],
    messages: Object.fromEntries(types.map((type) => [type, { $ref: `#/components/messages/${type}` }])),
    bindings: { sqs: { queue: standardQueue(queue) } },
  };
}

function operationsOf(queue: string, types: readonly string[]): [string, Operation][] {
  const about = {
    channel: { $ref: `#/channels/${queue}` },
    messages: types.map((type) => ({ $ref: `#/channels/${queue}/messages/${type}` })),
    bindings: { sqs: { queues: [standardQueue(queue)] } },
  };
  const send = 'Sent only after it was checked by the rules that its reader applies, from an outbox: at least once.';
  const receive = 'Received at least once: a reader handles a message that it has handled before without an effect.';
  return [
    [`receive-from-${queue}`, { action: 'receive', title: `Receive from ${queue}`, description: receive, ...about }],
    [`send-to-${queue}`, { action: 'send', title: `Send to ${queue}`, description: send, ...about }],
  ];
}

/**
 * As the SQS binding 0.3.0 has it. Its version is left out, which by the specification means the latest: named, it makes
 * the schema of AsyncAPI 3 and its parser refuse the whole document, because they know no later one than 0.2.0.
 */
const standardQueue = (name: string): object => ({ name, fifoQueue: false });

function describedMessage(type: string, { example, schema }: MessageFacts): DescribedMessage {
  const { $id = '', $schema: _, title = type, description = '', ...rules } = schema;
  const { data, ...envelope } = rules.properties ?? {};
  // An `$id` would change what references within this document mean; the files have them.
  const { $id: __, ...dataRules } = data ?? {};
  return {
    name: type,
    title,
    summary: description,
    contentType: CONTENT_TYPE,
    correlationId: {
      description: envelope['correlationid']?.description ?? '',
      location: '$message.payload#/correlationid',
    },
    payload: { title, ...rules, properties: { ...envelope, data: dataRules } },
    examples: [
      { name: 'golden', summary: 'The golden example, which every later version must parse.', payload: example },
    ],
    'x-json-schema-id': $id,
  };
}
