import { connect, type Socket } from 'node:net';

export interface HttpAnswer {
  /** 0 when the connection broke before there was an answer. */
  readonly status: number;
  /** Read when it is asked for: of most answers nobody does. */
  readonly body: () => string;
}

const NOTHING = Buffer.alloc(0);
const HEAD_END = Buffer.from('\r\n\r\n');
const CONTENT_LENGTH = /\r\ncontent-length: (\d+)/i;
const STATUS_AT = 'HTTP/1.1 '.length;

/**
 * One kept-alive HTTP/1.1 connection with one request under way at a time. A load generator must take little of the
 * processor that it shares with what it measures: this one knows only answers with a Content-Length, and looks at
 * nothing else of them.
 */
export class HttpConnection {
  private socket: Socket | undefined;
  private received: Buffer = NOTHING;
  private settle: ((answer: HttpAnswer) => void) | undefined;

  constructor(
    private readonly host: string,
    private readonly port: number,
  ) {}

  /** @param request head and body, as they travel */
  send(request: string): Promise<HttpAnswer> {
    return new Promise((resolve) => {
      this.settle = resolve;
      (this.socket ??= this.open()).write(request);
    });
  }

  close(): void {
    this.socket?.destroy();
  }

  private open(): Socket {
    const socket = connect({ host: this.host, port: this.port, noDelay: true });
    socket.on('data', (chunk) => this.receive(chunk));
    // Told of by 'close', which always follows.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.socket = undefined;
      this.received = NOTHING;
      this.answer({ status: 0, body: () => '' });
    });
    return socket;
  }

  private receive(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const head = this.received.toString('latin1', 0, headEnd);
    const length = Number(CONTENT_LENGTH.exec(head)?.[1] ?? 0);
    const bodyStart = headEnd + HEAD_END.length;
    const bodyEnd = bodyStart + length;
    const { received } = this;
    if (received.length < bodyEnd) return;
    this.received = received.length === bodyEnd ? NOTHING : received.subarray(bodyEnd);
    const status = Number(head.slice(STATUS_AT, STATUS_AT + 3));
    this.answer({ status, body: () => received.toString('utf8', bodyStart, bodyEnd) });
  }

  private answer(answer: HttpAnswer): void {
    const { settle } = this;
    this.settle = undefined;
    settle?.(answer);
  }
}
