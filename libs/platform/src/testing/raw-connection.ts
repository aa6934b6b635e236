import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A TCP connection to an HTTP server, for requests that no HTTP client would send. */
export class RawConnection {
  /** Everything that the server has sent. */
  received = '';
  /** Resolves when the connection is closed, by either side. */
  readonly closed: Promise<void>;
  private readonly waiting = new Set<() => void>();

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1').on('data', (text: string) => {
      this.received += text;
      this.look();
    });
    // A reset is one of the endings that tests are about.
    socket.on('error', () => undefined);
    this.closed = once(socket, 'close').then(() => this.look());
  }

  /** @param halfOpen stays open for writing when the server has closed its side */
  static async open(url: string, { halfOpen = false } = {}): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname.replace(/[[\]]/g, ''), port: Number(port), allowHalfOpen: halfOpen });
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  /** Resolves when the text was handed to the operating system. */
  send(text: string): Promise<void> {
    return new Promise((resolve) => this.socket.write(text, 'latin1', () => resolve()));
  }

  /** Sends FIN: the client has nothing more to say. */
  finish(): void {
    this.socket.end();
  }

  /** Sends RST: the client is gone. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  /** Closes both sides, as a program that ends. */
  leave(): void {
    this.socket.destroy();
  }

  /** Resolves when the server has sent that; rejects when the connection closes without it. */
  until(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.received.includes(text)) resolve();
        else if (this.socket.closed) reject(new Error(`The connection closed without "${text}": ${this.received}`));
        else return;
        this.waiting.delete(look);
      };
      this.waiting.add(look);
      look();
    });
  }

  private look(): void {
    for (const look of [...this.waiting]) look();
  }
}

/** The text of a request; `lines` are headers without their line ends. */
export function requestText(requestLine: string, lines: readonly string[] = [], body = ''): string {
  return [`${requestLine} HTTP/1.1`, 'host: localhost', ...lines, '', body].join('\r\n');
}
