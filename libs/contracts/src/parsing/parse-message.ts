import { validateSync } from 'class-validator';
import { MESSAGE_CLASSES, type Message, type MessageType } from '../registry';
import { isValid } from '../validation/is-valid';
import { violationsOf } from '../validation/violation';
import { bindDocument, tryBind } from './bind-document';
import { MessageError } from './message-error';

/**
 * The longest message text, in UTF-16 code units of its JSON. SQS takes 1 MiB, several compatible servers stop at
 * 256 KiB; the messages here need less than 2 KiB, so whatever is longer is not one of them.
 */
export const MAX_MESSAGE_LENGTH = 200 * 1024;

/**
 * Reads one message from the text of a queue entry.
 *
 * Tolerant where it may be: unknown properties are left out, so that a producer can add optional ones. Strict where it
 * must be: every known property obeys its rules.
 *
 * @throws MessageError with a code, and the violations when the message is invalid; never with the text itself.
 */
export function parseMessage(text: string): Message {
  if (text.length > MAX_MESSAGE_LENGTH) {
    const detail = `The message has ${text.length} characters; ${MAX_MESSAGE_LENGTH} is the most.`;
    throw new MessageError('message-too-large', detail);
  }
  const document = parseObject(text);
  const type = document['type'];
  if (typeof type !== 'string' || type === '') {
    throw new MessageError('message-invalid', 'The message has no type.', [
      { pointer: '#/type', rule: 'isString', detail: 'must be the name of a message type' },
    ]);
  }
  return readMessage(type, document);
}

/** @throws MessageError for a type that is none, and for a document that is not valid as one of the type */
export function readMessage(type: string, document: object): Message {
  if (!isMessageType(type)) throw unknownType(type);
  const messageClass: new () => Message = MESSAGE_CLASSES[type];
  return tryBind(messageClass, document) ?? checkMessage(bindDocument(messageClass, document));
}

/**
 * Checks a message by the same rules that reading it applies, and gives it back. Publishers call it before they promise
 * anything: an invalid message must fail where it is made, not where it is read.
 *
 * @throws MessageError `message-invalid`
 */
export function checkMessage<M extends Message>(message: M): M {
  if (isValid(message)) return message;
  const errors = validateSync(message, { forbidUnknownValues: true, stopAtFirstError: true });
  if (errors.length === 0) return message;
  const violations = violationsOf(errors);
  const where = violations.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ');
  const { type: messageType } = message;
  const text = `The message is not a valid ${messageType}: ${where}`;
  throw new MessageError('message-invalid', text, violations, { messageType });
}

export function isMessageType(type: string): type is MessageType {
  return Object.hasOwn(MESSAGE_CLASSES, type);
}

function parseObject(text: string): Record<string, unknown> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // The engine's own error quotes the text, which may hold personal data: it is not kept as the cause.
    throw new MessageError('message-unreadable', 'The message is not JSON.');
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new MessageError('message-unreadable', 'The message is not a JSON object.');
  }
  return document as Record<string, unknown>;
}

const TYPE_NAME_PATTERN = /^[A-Za-z][A-Za-z0-9._-]{0,127}$/;
/** A name has a version, not a card number or a telephone number. */
const MAX_DIGITS_OF_TYPE_NAME = 8;

/** Whether a text can be the name of a message type, of this or another version of the contracts. */
function isTypeName(text: string): boolean {
  return TYPE_NAME_PATTERN.test(text) && text.replaceAll(/\D/g, '').length <= MAX_DIGITS_OF_TYPE_NAME;
}

function unknownType(type: string): MessageError {
  const known = Object.keys(MESSAGE_CLASSES);
  // The sender chose it: what is not a name is not repeated, as it might be anything.
  const messageType = isTypeName(type) ? type : undefined;
  const name = messageType === undefined ? '' : ` "${messageType}"`;
  const stem = type.replace(/\.v\d+$/, '');
  const versions = known.filter((candidate) => candidate.replace(/\.v\d+$/, '') === stem);
  const [code, text] =
    versions.length > 0
      ? ([
          'message-version-unknown',
          `The version of message type${name} is unknown; known: ${versions.join(', ')}.`,
        ] as const)
      : (['message-type-unknown', `The message type${name} is unknown; known: ${known.join(', ')}.`] as const);
  return new MessageError(code, text, [], { messageType });
}
