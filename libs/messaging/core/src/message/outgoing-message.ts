import { type Envelope, UnreadableMessageError } from './envelope';

/**
 * The longest body, in UTF-16 code units. SQS takes 1 MiB, several compatible servers stop at 256 KiB, and a character may
 * take more than one byte.
 */
export const MAX_BODY_LENGTH = 200 * 1024;

/** The alphabet and length of SQS's `MessageGroupId`. */
const GROUP_ID_PATTERN = /^[!-~]{1,128}$/;

/** A message on its way to a queue, already in the form in which it travels. */
export interface OutgoingMessage {
  /** Logical name of the queue; the adapter knows the real one. */
  readonly queue: string;
  /** `source` + `id` identify the message permanently. */
  readonly source: string;
  readonly id: string;
  readonly type: string;
  /** The message as JSON text. Never logged. */
  readonly body: string;
  /**
   * Messages of one group share the capacity of a fair queue, so that a group with a backlog does not delay the others. It
   * implies no order. 1 to 128 printable ASCII characters without spaces; the broker and its operators can read it.
   */
  readonly groupId?: string | undefined;
}

/**
 * Puts a message into the form in which it is stored and sent.
 *
 * @throws UnreadableMessageError `message-too-large`, so that a message which no queue would take is refused before it is stored.
 * @throws RangeError for a `groupId` that no broker accepts.
 */
export function encodeMessage(queue: string, message: Envelope, groupId?: string): OutgoingMessage {
  const body = JSON.stringify(message);
  if (body.length > MAX_BODY_LENGTH) {
    const detail = `A ${message.type} of ${body.length} characters is too long to send.`;
    throw new UnreadableMessageError('message-too-large', detail, message.type);
  }
  if (groupId !== undefined && !GROUP_ID_PATTERN.test(groupId)) {
    throw new RangeError(
      `The group id of a ${message.type} must be 1 to 128 printable ASCII characters without spaces.`,
    );
  }
  return { queue, source: message.source, id: message.id, type: message.type, body, groupId };
}
