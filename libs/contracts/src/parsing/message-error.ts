import type { Violation } from '@decouple/validation';

export type MessageErrorCode =
  /** The text is longer than `MAX_MESSAGE_LENGTH`. */
  | 'message-too-large'
  /** The text is not a JSON object. */
  | 'message-unreadable'
  /** It is JSON, but not a valid CloudEvents envelope or not valid data for its type. */
  | 'message-invalid'
  /** A type that this version of the contracts does not know. */
  | 'message-type-unknown'
  /** A known type in a version that this version of the contracts does not know. */
  | 'message-version-unknown';

export interface MessageErrorOptions extends ErrorOptions {
  readonly messageType?: string | undefined;
}

/** Why a text is not a message. Carries facts about the text, never the text. */
export class MessageError extends Error {
  override readonly name = 'MessageError';
  /** The type that the text gives, where it gives one that can be a name: also of a version that is not known here. */
  readonly messageType: string | undefined;

  constructor(
    readonly code: MessageErrorCode,
    message: string,
    readonly violations: readonly Violation[] = [],
    options: MessageErrorOptions = {},
  ) {
    super(message, options);
    this.messageType = options.messageType;
  }
}
