import type { Dispatcher } from 'undici';

export interface HttpResponse {
  readonly statusCode: number;
  readonly text: string;
  /** `x-amzn-requestid`, which AWS support asks for. */
  readonly requestId: string | undefined;
  readonly date: string | undefined;
}

/**
 * Sends one HTTP request and reads its response to the end.
 *
 * undici's own `request` (8.13) gives each response a stream and assigns a function to a property for each request. V8
 * allocates such a function in the old generation, where it keeps the request body until the next full collection:
 * 1.2 KB for each message of the outbox relay (docs/performance-notes.md).
 *
 * @throws the reason of the signal if it aborted the request, otherwise the error of undici
 */
export function sendRequest(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  signal?: AbortSignal,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    dispatcher.dispatch(options, new ResponseReader(resolve, reject, signal));
  });
}

class ResponseReader implements Dispatcher.DispatchHandler {
  private readonly chunks: Buffer[] = [];
  private statusCode = 0;
  private headers: Record<string, string | string[] | undefined> = {};
  private controller: Dispatcher.DispatchController | undefined;

  constructor(
    private readonly resolve: (response: HttpResponse) => void,
    private readonly reject: (error: unknown) => void,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** A connection is available. The signal may have been aborted while the request waited for it. */
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
    this.headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.signal?.removeEventListener('abort', this);
    this.resolve({
      statusCode: this.statusCode,
      text: Buffer.concat(this.chunks).toString(),
      requestId: single(this.headers['x-amzn-requestid']),
      date: single(this.headers['date']),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.signal?.removeEventListener('abort', this);
    this.reject(error);
  }

  /** The listener of `signal`. Its reason becomes the error of the request. */
  handleEvent(): void {
    this.controller?.abort(this.signal?.reason as Error);
  }
}

function single(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
