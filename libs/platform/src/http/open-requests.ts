import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';

/**
 * Status of a request whose connection closed before its response was complete. It is not sent, but logged and counted.
 * nginx uses the same number.
 */
export const CLIENT_CLOSED_REQUEST = 499;

/** Maximum number of unanswered requests that one connection may pipeline; a connection with more is closed. */
const MAX_PIPELINED = 100;

/** Called once for every request, however it ends. */
export interface RequestObserver {
  /** @param status the status that was sent, or `CLIENT_CLOSED_REQUEST` */
  ended(reply: FastifyReply, status: number): void;
  /** A request was refused before it could be parsed. */
  refused(status: number): void;
}

/** The requests of one connection. */
interface Connection {
  /** In the order of arrival, which is the order of the responses. */
  readonly unanswered: FastifyReply[];
  latest: IncomingMessage;
}

/**
 * Tracks the unanswered requests of each connection. Fastify calls `onResponse` only after the response was handed to
 * the operating system; the `close` event of the socket is the only event that follows every request.
 */
export class OpenRequests {
  private readonly connections = new WeakMap<Socket, Connection>();

  constructor(private readonly observer?: RequestObserver) {}

  /** @returns whether to continue with the request; false if its connection is closed */
  began(reply: FastifyReply): boolean {
    const { raw } = reply.request;
    const { socket } = raw;
    if (socket.destroyed) return false;
    const connection = this.connections.get(socket);
    if (connection === undefined) {
      this.connections.set(socket, { unanswered: [reply], latest: raw });
      socket.once('close', () => this.closed(socket));
      return true;
    }
    connection.latest = raw;
    connection.unanswered.push(reply);
    if (connection.unanswered.length <= MAX_PIPELINED) return true;
    socket.destroy();
    return false;
  }

  /** The response is complete, or failed while it was sent. */
  answered(reply: FastifyReply): void {
    const status = reply.raw.destroyed ? CLIENT_CLOSED_REQUEST : reply.statusCode;
    this.end(this.connections.get(reply.request.raw.socket), reply, status);
  }

  /**
   * Notes that a connection is refused because it does not contain an HTTP request.
   *
   * @returns whether the refusal may be sent; false where the client would take it for the response to another request
   */
  refused(socket: Socket, status: number): boolean {
    const connection = this.connections.get(socket);
    const first = connection?.unanswered[0];
    if (first === undefined) {
      // The rest of a body whose request was answered early.
      if (connection !== undefined && !connection.latest.complete) return false;
      this.observer?.refused(status);
      return true;
    }
    if (first.request.raw.complete || first.raw.headersSent) return false;
    this.end(connection, first, status);
    return true;
  }

  private closed(socket: Socket): void {
    const connection = this.connections.get(socket);
    for (const reply of [...(connection?.unanswered ?? [])]) this.end(connection, reply, CLIENT_CLOSED_REQUEST);
  }

  private end(connection: Connection | undefined, reply: FastifyReply, status: number): void {
    const index = connection?.unanswered.indexOf(reply) ?? -1;
    // It has already ended, together with its connection.
    if (index === -1) return;
    connection?.unanswered.splice(index, 1);
    this.observer?.ended(reply, status);
  }
}
