import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SelfSignedCertificate } from './self-signed-certificate';

/** A log-in that the server has refused in the end. */
export interface LogIn {
  readonly encrypted: boolean;
  readonly user: string;
  readonly password: string;
}

const SSL_REQUEST = 80_877_103;
const ASK_FOR_PASSWORD = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]);
const REFUSAL = message('E', 'SFATAL\0C28P01\0Mno such password\0\0');

/**
 * Speaks the beginning of PostgreSQL's protocol: takes TLS when it has a certificate, asks for the password in clear, as
 * RDS does for IAM tokens, and refuses it. Enough to see how a client logs in.
 */
export class FakeServer {
  readonly logIns: LogIn[] = [];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(private readonly certificate?: SelfSignedCertificate) {
    this.server = createServer((socket) => {
      this.sockets.add(socket.on('error', () => this.sockets.delete(socket)));
      void this.greet(socket);
    });
  }

  /** @returns its port */
  async start(host = 'localhost'): Promise<number> {
    this.server.listen(0, host);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private async greet(socket: Socket): Promise<void> {
    const first = await nextMessage(socket);
    if (first.readInt32BE(4) !== SSL_REQUEST) return this.logIn(socket, first);
    if (this.certificate === undefined) return void socket.end('N');
    const { certificate: cert, key } = this.certificate;
    socket.write('S');
    const secure = new TLSSocket(socket, { isServer: true, cert, key });
    secure.on('error', () => socket.destroy());
    await this.logIn(secure, await nextMessage(secure));
  }

  private async logIn(socket: Socket, startUp: Buffer): Promise<void> {
    const parameters = startUp.subarray(8).toString().split('\0');
    socket.write(ASK_FOR_PASSWORD);
    const password = (await nextMessage(socket)).subarray(5, -1).toString();
    const user = parameters[parameters.indexOf('user') + 1] ?? '';
    this.logIns.push({ encrypted: socket instanceof TLSSocket, user, password });
    socket.end(REFUSAL);
  }
}

async function nextMessage(socket: Socket): Promise<Buffer> {
  const [data] = (await once(socket, 'data')) as [Buffer];
  return data;
}

function message(type: string, text: string): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
