import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

/** After the server has stopped listening, a client has this time to finish its request or read its response. */
const PEER_MILLISECONDS = 1_000;

/** Interval between two checks of the open connections. */
const LOOK_MILLISECONDS = 20;

interface Connection {
  /** Requests without a complete response. */
  readonly unanswered: Set<ServerResponse>;
  /** Bytes read when the last response was complete; later bytes belong to the next request. */
  answeredAtByte: number | undefined;
  /** Since when the server waits for nothing but the client. */
  peerSince: number | undefined;
}

/**
 * Ends the connections of an HTTP server, and waits for its clients 1 s at most: no stream, half-sent request or idle
 * connection delays a stop. Only responses that this process is still working on are waited for longer, up to the grace
 * period.
 *
 * Node's `Server.close` alone waits without a bound for every connection that is not idle, stops its request timeouts,
 * and destroys connections whose last response is not read yet.
 */
export class HttpDrain {
  private readonly connections = new Map<Socket, Connection>();
  /** Shared by all responses, so that no request allocates a closure. */
  private readonly noteAnswer: (this: ServerResponse) => void;
  private isLeaving = false;
  private closed: Promise<void> | undefined;

  constructor(
    private readonly server: Server,
    private readonly graceMilliseconds: number,
  ) {
    server.on('connection', (socket) => this.noteConnection(socket));
    const { connections } = this;
    this.noteAnswer = function (this: ServerResponse) {
      const { socket } = this.req;
      const connection = connections.get(socket);
      if (connection === undefined) return;
      connection.unanswered.delete(this);
      connection.answeredAtByte = socket.bytesRead;
    };
    // Before the framework, which may respond at once.
    server.prependListener('request', (request, response) => this.noteRequest(request, response));
  }

  /** From now on every response carries `connection: close`, so that clients reconnect to another instance. */
  leave(): void {
    this.isLeaving = true;
    for (const { unanswered } of this.connections.values()) for (const response of unanswered) askToClose(response);
  }

  /** Stops listening. Resolves when every connection is closed. May be called any number of times. */
  close(): Promise<void> {
    this.closed ??= this.drain();
    return this.closed;
  }

  private noteConnection(socket: Socket): void {
    this.connections.set(socket, { unanswered: new Set(), answeredAtByte: undefined, peerSince: undefined });
    // The only event that follows every end of a connection.
    socket.once('close', () => this.connections.delete(socket));
  }

  private noteRequest({ socket }: IncomingMessage, response: ServerResponse): void {
    const connection = this.connections.get(socket);
    if (connection === undefined) return;
    if (this.isLeaving) askToClose(response);
    connection.unanswered.add(response);
    response.on('close', this.noteAnswer);
  }

  private async drain(): Promise<void> {
    this.leave();
    // Not `this.server.close()`: see above. The framework calls it later, when no connection is left.
    NetServer.prototype.close.call(this.server);
    const graceEndsAt = performance.now() + this.graceMilliseconds;
    while (this.connections.size > 0) {
      const now = performance.now();
      for (const [socket, connection] of this.connections) this.look(socket, connection, now, now >= graceEndsAt);
      if (this.connections.size > 0) await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
    }
  }

  private look(socket: Socket, connection: Connection, now: number, graceIsOver: boolean): void {
    if (!graceIsOver && isWorkedOn(connection)) {
      connection.peerSince = undefined;
      return;
    }
    connection.peerSince ??= now;
    if (isIdle(socket, connection)) socket.destroySoon();
    else if (now - connection.peerSince >= PEER_MILLISECONDS) this.cut(socket, connection);
  }

  private cut(socket: Socket, connection: Connection): void {
    // As Node does when a request takes too long to arrive; the framework responds with 408.
    if (isSending(socket, connection)) {
      const error = Object.assign(new Error('The server stops.'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
      this.server.emit('clientError', error, socket);
    }
    socket.destroy();
  }
}

function askToClose(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

/** A complete request without a complete response. */
function isWorkedOn({ unanswered }: Connection): boolean {
  for (const response of unanswered) if (response.req.complete && !response.writableEnded) return true;
  return false;
}

function isIdle({ bytesRead }: Socket, { answeredAtByte, unanswered }: Connection): boolean {
  return unanswered.size === 0 && answeredAtByte === bytesRead;
}

/** Whether the client is sending a request that has no response yet. */
function isSending({ bytesRead }: Socket, { answeredAtByte = 0, unanswered }: Connection): boolean {
  if (unanswered.size === 0) return bytesRead > answeredAtByte;
  return [...unanswered].every(({ headersSent, req }) => !headersSent && !req.complete);
}
