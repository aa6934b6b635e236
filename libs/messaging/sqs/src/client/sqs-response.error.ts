import type { HttpResponse } from './http-request';

/** Longer messages are cut: a proxy may send an HTML page. */
const MAX_MESSAGE_CHARACTERS = 500;

/** SQS responded with an error. It has the shape of the SDK's errors: the name is the code. */
export class SqsResponseError extends Error {
  private constructor(
    code: string,
    message: string,
    readonly $metadata: { readonly httpStatusCode: number; readonly requestId: string | undefined },
    /** The time of the server, undefined if it sent none. */
    readonly serverTimeMilliseconds: number | undefined,
  ) {
    super(message);
    this.name = code;
  }

  /** The body is JSON of SQS, or any text of a proxy in between. */
  static of({ date, requestId, statusCode: httpStatusCode, text }: HttpResponse): SqsResponseError {
    const { __type, message, Message } = parsed(text);
    const code = typeof __type === 'string' ? __type : `Http${httpStatusCode}`;
    const detail = [message, Message].find((candidate) => typeof candidate === 'string') ?? 'SQS gave no message.';
    const serverTime = Date.parse(date ?? '');
    return new SqsResponseError(
      code.replace(/^.*#/, '').replace(/:.*$/, ''),
      String(detail).slice(0, MAX_MESSAGE_CHARACTERS),
      { httpStatusCode, requestId },
      Number.isNaN(serverTime) ? undefined : serverTime,
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
