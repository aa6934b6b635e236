/** Longer texts of a server are cut: an HTML page of a proxy is no message. */
const MAX_MESSAGE_CHARACTERS = 500;

/** SQS answered a direct call with an error. It has the shape of the SDK's errors: the code is the name. */
export class SqsAnswerError extends Error {
  readonly $metadata: { readonly httpStatusCode: number; readonly requestId: string | undefined };

  constructor(code: string, message: string, httpStatusCode: number, requestId: string | undefined) {
    super(message);
    this.name = code;
    this.$metadata = { httpStatusCode, requestId };
  }

  /** @param text the body: JSON of SQS, or whatever a proxy in between has to say */
  static of(httpStatusCode: number, text: string, requestId: string | undefined): SqsAnswerError {
    const { __type, message, Message } = parsed(text);
    const code = typeof __type === 'string' ? __type : `Http${httpStatusCode}`;
    const detail = [message, Message].find((candidate) => typeof candidate === 'string') ?? 'SQS gave no message.';
    return new SqsAnswerError(
      code.replace(/^.*#/, '').replace(/:.*$/, ''),
      String(detail).slice(0, MAX_MESSAGE_CHARACTERS),
      httpStatusCode,
      requestId,
    );
  }
}

function parsed(text: string): { readonly __type?: unknown; readonly message?: unknown; readonly Message?: unknown } {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}
