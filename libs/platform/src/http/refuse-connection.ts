import type { Socket } from 'node:net';
import { statusProblem } from '../problems/framework-problems';
import { PROBLEM_MEDIA_TYPE, problemDocument } from '../problems/problem';
import type { OpenRequests } from './open-requests';

/** The client closed its side, or the connection broke, before the request was complete. */
const CLIENT_LEFT = new Set(['ECONNRESET', 'EPIPE', 'HPE_INVALID_EOF_STATE']);

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/** Time for a client to read the refusal. Closing at once would discard unread data. */
const LINGER_MILLISECONDS = 1_000;

/** Handles what the HTTP parser rejects: headers that are too large, slow requests, and bytes that are not HTTP. */
export function connectionRefusal(open: OpenRequests): (error: NodeJS.ErrnoException, socket: Socket) => void {
  const refused = new WeakSet<Socket>();
  return (error, socket) => {
    // The parser reports further errors for everything that arrives after the refusal.
    if (refused.has(socket)) return;
    const status = STATUS_BY_CODE[error.code ?? ''] ?? 400;
    const noRequest = CLIENT_LEFT.has(error.code ?? '') || socket.bytesRead === 0;
    if (noRequest || !socket.writable || !open.refused(socket, status)) {
      socket.destroy();
      return;
    }
    refused.add(socket);
    socket.end(refusal(status));
    // Later bytes of a request that timed out must not be taken for a request in time.
    if (status === 408) socket.destroySoon();
    const linger = setTimeout(() => socket.destroy(), LINGER_MILLISECONDS);
    socket.once('close', () => clearTimeout(linger));
  };
}

function refusal(status: number): string {
  const { facts } = statusProblem(status);
  const body = JSON.stringify(problemDocument(facts, '/'));
  const head = [
    `HTTP/1.1 ${status} ${facts.title}`,
    `content-type: ${PROBLEM_MEDIA_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
