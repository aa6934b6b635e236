import { MESSAGE_CLASSES, type MessageType } from '../registry';
import { MessageError } from './message-error';

export function isMessageType(type: string): type is MessageType {
  return Object.hasOwn(MESSAGE_CLASSES, type);
}

const TYPE_NAME_PATTERN = /^[A-Za-z][A-Za-z0-9._-]{0,127}$/;
/** A name contains a version number, not a card or telephone number. */
const MAX_DIGITS_OF_TYPE_NAME = 8;

/** Whether a text can be the name of a message type, in this or another version of the contracts. */
function isTypeName(text: string): boolean {
  return TYPE_NAME_PATTERN.test(text) && text.replaceAll(/\D/g, '').length <= MAX_DIGITS_OF_TYPE_NAME;
}

export function unknownType(type: string): MessageError {
  const known = Object.keys(MESSAGE_CLASSES);
  // The sender chose the text: unless it can be a name, it is not repeated.
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
