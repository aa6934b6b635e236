import { InvalidDocumentError, readDocument, violationsIn } from '@decouple/validation';
import { MESSAGE_CLASSES, type Message } from '../registry';
import { MessageError } from './message-error';
import { isMessageType, unknownType } from './message-types';

/**
 * Maximum length of a message in UTF-16 code units of its JSON. SQS accepts 1 MiB, several compatible servers 256 KiB;
 * the messages here need less than 2 KiB.
 */
export const MAX_MESSAGE_LENGTH = 200 * 1024;

/**
 * Reads one message from the text of a queue entry.
 *
 * Unknown properties are left out, so that a producer can add optional ones. Known properties must obey their rules.
 *
 * @throws MessageError with a code, and the violations if the message is invalid; never with the text itself
 */
export function parseMessage(text: string): Message {
  if (text.length > MAX_MESSAGE_LENGTH) {
    const detail = `The message has ${text.length} characters; the maximum is ${MAX_MESSAGE_LENGTH}.`;
    throw new MessageError('message-too-large', detail);
  }
  const document = parseObject(text);
  const type = document['type'];
  if (typeof type !== 'string' || type === '') {
    throw new MessageError('message-invalid', 'The message has no type.', [
      { pointer: '#/type', rule: 'isString', detail: 'must be the name of a message type' },
    ]);
  }
  if (!isMessageType(type)) throw unknownType(type);
  const messageClass: new () => Message = MESSAGE_CLASSES[type];
  try {
    return readDocument(messageClass, document, { unknownProperties: 'ignore' });
  } catch (error) {
    throw error instanceof InvalidDocumentError ? invalidMessage(type, error) : error;
  }
}

/**
 * Checks a message by the same rules that reading applies, and returns it. For publishers of data that was not checked
 * before: an invalid message then fails where it is made, not where it is read.
 *
 * @throws MessageError `message-invalid`
 */
export function checkMessage<M extends Message>(message: M): M {
  const violations = violationsIn(message);
  if (violations.length > 0) throw invalidMessage(message.type, new InvalidDocumentError(violations));
  return message;
}

function invalidMessage(messageType: string, { message, violations }: InvalidDocumentError): MessageError {
  const text = `The message is not a valid ${messageType}: ${message}`;
  return new MessageError('message-invalid', text, violations, { messageType });
}

function parseObject(text: string): Record<string, unknown> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // Not kept as the cause: the engine's error quotes the text, which may contain personal data.
    throw new MessageError('message-unreadable', 'The message is not JSON.');
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new MessageError('message-unreadable', 'The message is not a JSON object.');
  }
  return document as Record<string, unknown>;
}
