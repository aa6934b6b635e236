import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';

/**
 * Status of a request whose connection closed before its answer was complete. It is never sent; logs and metrics show it.
 * nginx uses the same number.
 */
export const CLIENT_CLOSED_REQUEST = 499;

/** Unanswered requests that one connection may pipeline; a connection with more is closed. */
const MAX_PIPELINED = 100;

/** Is told of every request once, however it ends. */
export interface RequestObserver {
  /** @param status what was sent, or `CLIENT_CLOSED_REQUEST` */
  ended(reply: FastifyReply, status: number): void;
  /** A request was refused before it could be read as one. */
  refused(status: number): void;
}

/** The requests of one connection. */
interface Connection {
  /** In the order of arrival, which is the order of the answers. */
  readonly unanswered: FastifyReply[];
  latest: IncomingMessage;
}

/**
 * Knows which requests of which connection are unanswered. Fastify calls `onResponse` only when an answer was handed to
 * the operating system; the `close` of the socket is the only event that follows every request.
 */
export class OpenRequests {
  private readonly connections = new WeakMap<Socket, Connection>();

  constructor(private readonly observer?: RequestObserver) {}

  /** @returns whether to go on with the request; not when its connection is closed, though more of it was read */
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

  /** The answer is complete, or failed on its way. */
  answered(reply: FastifyReply): void {
    const status = reply.raw.destroyed ? CLIENT_CLOSED_REQUEST : reply.statusCode;
    this.end(this.connections.get(reply.request.raw.socket), reply, status);
  }

  /**
   * Notes that a connection is refused because what arrived on it is not a request.
   *
   * @returns whether the refusal may be sent; not where the client would take it for the answer to another request
   */
  refused(socket: Socket, status: number): boolean {
    const connection = this.connections.get(socket);
    const first = connection?.unanswered[0];
    if (first === undefined) {
      // The rest of a body whose request was answered early: that request has had its answer.
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
    // It ended before, with its connection.
    if (index === -1) return;
    connection?.unanswered.splice(index, 1);
    this.observer?.ended(reply, status);
  }
}
