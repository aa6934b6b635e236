import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** How a client leaves in the middle of a request. */
export const WAYS_TO_LEAVE = [
  'closes in the body',
  'resets in the body',
  'resets after the request',
  'half-closes after the request',
  'sends a broken chunk',
  'sends two requests and resets',
] as const;

export type WayToLeave = (typeof WAYS_TO_LEAVE)[number];

interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const CONNECTED_WITHIN_MILLISECONDS = 3_000;
/** Long enough for most servers to read the request, even on a busy machine. */
const STAYS_UP_TO_MILLISECONDS = 50;

/** Sends a request over a socket of its own and leaves without reading the response. Never rejects. */
export async function leave(url: string, request: Request, way: WayToLeave): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), timeout: CONNECTED_WITHIN_MILLISECONDS });
  // The server may be down or restarting. The client has disconnected either way.
  socket.on('error', () => undefined).on('timeout', () => socket.destroy());
  socket.resume();
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.once('connect', () => void sendAndLeave(socket, request, way));
  await ended;
}

async function sendAndLeave(socket: Socket, request: Request, way: WayToLeave): Promise<void> {
  const whole = `${head(request, `content-length: ${Buffer.byteLength(request.body)}`)}${request.body}`;
  const cut = whole.slice(0, -Math.ceil(request.body.length / 2));
  switch (way) {
    case 'closes in the body':
      socket.end(cut);
      return;
    case 'half-closes after the request':
      socket.end(whole);
      return;
    case 'sends a broken chunk':
      socket.end(`${head(request, 'transfer-encoding: chunked')}zz\r\n${request.body}`);
      return;
    case 'resets in the body':
      socket.write(cut);
      break;
    case 'resets after the request':
      socket.write(whole);
      break;
    case 'sends two requests and resets':
      socket.write(whole + whole);
      break;
  }
  await delay(Math.random() * STAYS_UP_TO_MILLISECONDS);
  socket.resetAndDestroy();
}

function head({ headers, path }: Request, framing: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`POST ${path} HTTP/1.1`, 'host: 127.0.0.1', ...lines, framing, '', ''].join('\r\n');
}
