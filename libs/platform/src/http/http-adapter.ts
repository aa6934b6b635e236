import type { Server } from 'node:http';
import type { FastifyError, FastifyHttpOptions, FastifyReply, FastifyRequest } from 'fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Log } from '../logging/log';
import { LogThrottle } from '../logging/log-throttle';
import { statusProblem } from '../problems/framework-problems';
import { PROBLEM_MEDIA_TYPE, problemDocument } from '../problems/problem';
import { AllowedHosts, pathOfTarget } from './allowed-hosts';
import { OpenRequests, type RequestObserver } from './open-requests';
import { connectionRefusal } from './refuse-connection';
import { dataHeaders, type ResponseHeaders } from './security-headers';

/**
 * Longer than the idle timeout of common load balancers, so that they close first and never use a closed connection.
 */
const KEEP_ALIVE_MILLISECONDS = 75_000;

/** Time after which a connection without traffic is closed. Long polls and event streams send something every 30 s. */
const SILENT_MILLISECONDS = 120_000;

/** Accuracy of the time limit: 10 % of it, within these bounds. */
const CHECK_AT_LEAST_MILLISECONDS = 100;
const CHECK_AT_MOST_MILLISECONDS = 1_000;

export interface HttpServerSettings {
  /** Maximum time for a request to arrive in full, from its first byte or from the start of the connection. */
  readonly requestTimeoutSeconds: number;
  /** Further connections are closed as soon as they are made. */
  readonly maxConnections: number;
  /** Host names that the server accepts, besides those of `AllowedHosts`. */
  readonly allowedHosts: readonly string[];
}

export interface HttpAdapterOptions {
  readonly settings: HttpServerSettings;
  readonly bodyLimitBytes: number;
  /** Headers of every response to a request for this path; `dataHeaders` by default. */
  readonly headersOf?: (path: string) => ResponseHeaders;
  readonly observer?: RequestObserver & {
    /** A connection was closed because the maximum was reached. */
    dropped(): void;
  };
  readonly log: Log;
}

/**
 * An HTTP server for Nest: bounded in connections, size and time, for known hosts only. It responds with problem
 * details also to requests that reach no route.
 */
export function createHttpAdapter(parts: HttpAdapterOptions): FastifyAdapter {
  const { bodyLimitBytes, observer, settings } = parts;
  const milliseconds = settings.requestTimeoutSeconds * 1_000;
  const open = new OpenRequests(observer);
  const hosts = new AllowedHosts(settings.allowedHosts);
  const ofData = dataHeaders();
  const options: FastifyHttpOptions<Server> = {
    bodyLimit: bodyLimitBytes,
    requestTimeout: milliseconds,
    connectionTimeout: SILENT_MILLISECONDS,
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    forceCloseConnections: 'idle',
    http: {
      // Both: Node uses the smaller one for the headers and the larger one for the whole request.
      headersTimeout: milliseconds,
      requestTimeout: milliseconds,
      connectionsCheckingInterval: Math.min(
        CHECK_AT_MOST_MILLISECONDS,
        Math.max(CHECK_AT_LEAST_MILLISECONDS, milliseconds / 10),
      ),
      // Node's own response would have no problem details. `AllowedHosts` checks the header.
      requireHostHeader: false,
      // Otherwise Node uses the first of two Host headers, and a proxy in front may have used the second.
      joinDuplicateHeaders: true,
    },
    routerOptions: { maxParamLength: 128 },
    rewriteUrl: ({ url = '/' }) => pathOfTarget(url),
    frameworkErrors: (error, _request, reply) => {
      answerBrokenAddress(error, reply, ofData);
      observer?.ended(reply, reply.statusCode);
    },
    clientErrorHandler: connectionRefusal(open),
  };
  // Middie runs Express middleware, of which there is none here.
  const adapter = new FastifyAdapter({ ...options, skipMiddie: true });
  ignoreUnknownExpectations(adapter.getInstance().server);
  const headersOf = parts.headersOf ?? (() => ofData);
  // Not `addHook`: this runs first, also before the response to a preflight request.
  adapter.setOnRequestHook((request: FastifyRequest, reply: FastifyReply, done) => {
    if (!open.began(reply)) return;
    reply.headers(headersOf(request.url));
    done(hosts.problemOf(request));
  });
  adapter.setOnResponseHook((_request, reply: FastifyReply, done) => {
    open.answered(reply);
    done();
  });
  boundConnections(adapter, parts);
  return adapter;
}

/**
 * Node responds to an Expect header other than "100-continue" with a 417 of its own: without a body, a log line or a
 * count. A server may ignore such a header (RFC 9110, 10.1.1), so these requests are handled like all others.
 */
function ignoreUnknownExpectations(server: Server): void {
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

function boundConnections(adapter: FastifyAdapter, { log, observer, settings }: HttpAdapterOptions): void {
  const { server } = adapter.getInstance();
  const throttle = new LogThrottle(log);
  const { maxConnections } = settings;
  server.maxConnections = maxConnections;
  server.on('drop', () => {
    observer?.dropped();
    throttle.warn('drop', { maxConnections }, 'connections are refused: the maximum is reached');
  });
}

/** A request whose address cannot be decoded or is too long reaches no route, and so no filter. */
function answerBrokenAddress(error: FastifyError, reply: FastifyReply, headers: ResponseHeaders): void {
  const { facts } = statusProblem(error.statusCode ?? 400, error);
  void reply
    .status(facts.status)
    .headers(headers)
    .header('content-type', PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(problemDocument(facts, '/')));
}
