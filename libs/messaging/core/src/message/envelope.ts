/**
 * The attributes of a message that delivery reads; handlers know the rest. `source` + `id` identify the message
 * permanently: retries, duplicates and redrives keep both.
 */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** W3C Trace Context of the request that caused the message. */
  readonly traceparent?: string | undefined;
}

/**
 * Reads one message from the text of a queue entry; pure.
 *
 * @throws UnreadableMessageError when the text is not a message; then it becomes a dead letter. Any other error is a bug
 * of the reader, and the message returns to the queue.
 */
export type ReadMessage<M extends Envelope> = (body: string) => M;

/** What delivery reads of an error that says why a text is not a message. */
export interface UnreadableMessage {
  /** Stable; becomes the reason code of the dead letter. */
  readonly code: `message-${string}`;
  /** The type that the text gives, if it is safe to store. */
  readonly messageType?: string | undefined;
}

/** The text is not a message. Carries facts about the text, never the text. */
export class UnreadableMessageError extends Error implements UnreadableMessage {
  override readonly name = 'UnreadableMessageError';

  constructor(
    readonly code: UnreadableMessage['code'],
    message: string,
    readonly messageType?: string,
  ) {
    super(message);
  }
}

/** Recognizes the error by its code, so that a package of contracts can throw its own class and depend on nothing here. */
export function isUnreadable(error: unknown): error is Error & UnreadableMessage {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('message-')
  );
}

/**
 * @returns the message, or why the text is not one
 * @throws what a bug of the reader throws
 */
export function tryRead<M extends Envelope>(
  read: ReadMessage<M>,
  body: string,
): { readonly message: M; readonly type: string } | { readonly message: undefined; readonly type: string | undefined } {
  try {
    const message = read(body);
    return { message, type: message.type };
  } catch (error) {
    if (isUnreadable(error)) return { message: undefined, type: error.messageType };
    throw error;
  }
}
