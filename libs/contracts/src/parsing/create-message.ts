import { MESSAGE_CLASSES, type Message, type MessageType } from '../registry';
import { readMessage } from './parse-message';

export interface MessageHead {
  /** Unique within `source`, and the same whenever the same fact is told again. */
  readonly id: string;
  readonly source: string;
  /** When the fact happened: RFC 3339, UTC. */
  readonly time: string;
  readonly subject: string;
  readonly correlationid?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
  /** On a reply: the `source` of the message that it answers. */
  readonly destination?: string | undefined;
}

const DATA_SCHEMAS: ReadonlyMap<string, string> = new Map(
  Object.keys(MESSAGE_CLASSES).map((type) => [type, `urn:decouple:schema:${type}`]),
);

type MessageOf<T extends MessageType> = Extract<Message, { type: T }>;

/**
 * Makes a message of the given type with a complete envelope. Properties that the contract does not know are left out.
 *
 * @throws MessageError `message-invalid` when the head or the data breaks a rule of the contract; in JavaScript, where the
 * compiler does not see it, also when there is no such type.
 */
export function createMessage<T extends MessageType>(
  type: T,
  head: MessageHead,
  data: MessageOf<T>['data'],
): MessageOf<T> {
  // Written out, for properties beside a spread are defined one by one, at several times the cost.
  const document = {
    specversion: '1.0',
    id: head.id,
    source: head.source,
    time: head.time,
    subject: head.subject,
    correlationid: head.correlationid,
    traceparent: head.traceparent,
    tracestate: head.tracestate,
    destination: head.destination,
    type,
    datacontenttype: 'application/json',
    dataschema: DATA_SCHEMAS.get(type),
    data,
  };
  return readMessage(type, document) as MessageOf<T>;
}
