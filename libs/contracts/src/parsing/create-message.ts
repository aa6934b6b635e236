import { bindDocument } from '@decouple/validation';
import { MESSAGE_CLASSES, type Message, type MessageType } from '../registry';
import { isMessageType, unknownType } from './message-types';

export interface MessageHead {
  /** Unique within `source`, and the same every time that this fact is sent. */
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
 * The compiler checks the types; the rules of the contract are not checked again for data that was checked on its way
 * in. `checkMessage` checks them for data from elsewhere.
 *
 * @throws MessageError if there is no such type, which only JavaScript can ask for
 */
export function createMessage<T extends MessageType>(
  type: T,
  head: MessageHead,
  data: MessageOf<T>['data'],
): MessageOf<T> {
  if (!isMessageType(type)) throw unknownType(type);
  // Written out: properties after a spread are defined one by one, at several times the cost.
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
  const messageClass: new () => Message = MESSAGE_CLASSES[type];
  return bindDocument(messageClass, document) as MessageOf<T>;
}
