import { MAX_MESSAGE_LENGTH, type Message, MessageError } from '@decouple/contracts';

/** A message on its way to a queue, already in the form in which it travels. */
export interface OutgoingMessage {
  /** Logical name of the queue; the adapter knows the real one. */
  readonly queue: string;
  /** `source` + `id` identify the message for ever. */
  readonly source: string;
  readonly id: string;
  readonly type: string;
  /** The CloudEvents document as JSON text. Never logged. */
  readonly body: string;
}

/**
 * Puts a message into the form in which it is stored and sent.
 *
 * @throws MessageError `message-too-large`, so that a message which no queue would take is refused before it is stored.
 */
export function encodeMessage(queue: string, message: Message): OutgoingMessage {
  const body = JSON.stringify(message);
  if (body.length > MAX_MESSAGE_LENGTH) {
    throw new MessageError('message-too-large', `A ${message.type} of ${body.length} characters is too long to send.`);
  }
  return { queue, source: message.source, id: message.id, type: message.type, body };
}
