import { connect, type Socket } from 'node:net';

export interface HttpAnswer {
  /** 0 when the connection broke before there was an answer. */
  readonly status: number;
  /** Decoded on demand: most bodies are not read. */
  readonly body: () => string;
}

const HEAD_END = '\r\n\r\n';
const CONTENT_LENGTH = /\r\ncontent-length: (\d+)/i;
const STATUS_AT = 'HTTP/1.1 '.length;

/** 20 times the size of a response. */
const READ_BYTES = 16_384;

/**
 * One kept-alive HTTP/1.1 connection with one request in flight. The load generator shares the CPU with its target, so
 * it must be cheap: it reads into one preallocated buffer, supports only responses with
 * a Content-Length, and parses nothing else.
 */
export class HttpConnection {
  private socket: Socket | undefined;
  /** The response so far, one character per byte. */
  private received = '';
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
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    const socket = connect({
      host: this.host,
      port: this.port,
      noDelay: true,
      onread: {
        buffer,
        callback: (bytes) => {
          this.receive(buffer.toString('latin1', 0, bytes));
          return true;
        },
      },
    });
    // 'close' follows and reports it.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.socket = undefined;
      this.answer({ status: 0, body: () => '' });
    });
    return socket;
  }

  private receive(text: string): void {
    this.received += text;
    const { received } = this;
    const headEnd = received.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const bodyStart = headEnd + HEAD_END.length;
    const length = Number(CONTENT_LENGTH.exec(received)?.[1] ?? 0);
    if (received.length < bodyStart + length) return;
    const status = Number(received.slice(STATUS_AT, STATUS_AT + 3));
    this.answer({ status, body: () => Buffer.from(received.slice(bodyStart), 'latin1').toString() });
  }

  private answer(answer: HttpAnswer): void {
    const { settle } = this;
    this.received = '';
    this.settle = undefined;
    settle?.(answer);
  }
}
