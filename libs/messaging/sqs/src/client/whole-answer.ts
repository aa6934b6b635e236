import type { Dispatcher } from 'undici';

export interface WholeAnswer {
  readonly statusCode: number;
  readonly text: string;
  /** The service's name for the request, which AWS support asks for. */
  readonly requestId: string | undefined;
}

/**
 * Makes one HTTP request, and reads its answer to the end.
 *
 * Not with undici's own `request` (8.13): it gives each answer a stream, and each request a function as the value of a
 * property. V8 makes such a function in the old generation at once, where it stays until the next full collection, and
 * with it the body that was sent: measured in the outbox relay, 1.2 KB a message.
 *
 * @throws the reason of the signal, when it ended the request; what undici says of everything else that goes wrong
 */
export function wholeAnswer(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  signal?: AbortSignal,
): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    dispatcher.dispatch(options, new AnswerReader(resolve, reject, signal));
  });
}

class AnswerReader implements Dispatcher.DispatchHandler {
  private readonly chunks: Buffer[] = [];
  private statusCode = 0;
  private requestId: string | undefined;
  private controller: Dispatcher.DispatchController | undefined;

  constructor(
    private readonly resolve: (answer: WholeAnswer) => void,
    private readonly reject: (error: unknown) => void,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** A connection is there. Until now the request has waited for one, and may have been ended meanwhile. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.signal?.aborted === true) this.handleEvent();
    else this.signal?.addEventListener('abort', this);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.statusCode = statusCode;
    const requestId = headers['x-amzn-requestid'];
    this.requestId = typeof requestId === 'string' ? requestId : undefined;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.signal?.removeEventListener('abort', this);
    const text = Buffer.concat(this.chunks).toString();
    this.resolve({ statusCode: this.statusCode, text, requestId: this.requestId });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.signal?.removeEventListener('abort', this);
    this.reject(error);
  }

  /** Called when the signal is aborted. The reason comes back as the error of the request. */
  handleEvent(): void {
    this.controller?.abort(this.signal?.reason as Error);
  }
}
