import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { acceptJson, answerOtherMethods, PROBLEM_MEDIA_TYPE, problemDocument, statusProblem } from '@decouple/platform';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { PaymentsInFlight } from './payments-in-flight';
import { parseJsonBody } from './json-body';
import { dataHeaders, pageHeaders } from './security-headers';
import { type AnswerWatchers, watchAnswers } from './watch-answers';

/** Eight times the longest payment. It also bounds what reading and refusing a body can cost. */
export const BODY_LIMIT_BYTES = 4 * 1_024;

/** Below it are the payments: data for programs. */
const API_PATH = '/v1/';

export interface FastifySettings {
  readonly requestTimeoutSeconds: number;
}

/** The HTTP server: bounded in size and time, and answering even what never reaches a route with problem details. */
export function createFastifyAdapter({ requestTimeoutSeconds }: FastifySettings): FastifyAdapter {
  return new FastifyAdapter({
    // Express middleware: nothing here is.
    skipMiddie: true,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: requestTimeoutSeconds * 1_000,
    // Longer than the idle time-out of common balancers, so that they close first and never meet a closed connection.
    keepAliveTimeout: 75_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 128 },
    frameworkErrors: answerBrokenAddress,
    clientErrorHandler: answerBrokenConnection,
  });
}

export interface EveryRoute {
  readonly inFlight: PaymentsInFlight;
  readonly watchers: readonly AnswerWatchers[];
  /** Other origins that pages from here may talk to. */
  readonly connectedOrigins: readonly string[];
}

/** What applies to every route. */
export function prepareFastify(
  app: NestFastifyApplication,
  { connectedOrigins, inFlight, watchers }: EveryRoute,
): void {
  const fastify = app.getHttpAdapter().getInstance();
  answerOtherMethods(fastify);
  inFlight.watch(fastify);
  watchAnswers(fastify, watchers);
  const ofPages = pageHeaders(connectedOrigins);
  const ofData = dataHeaders();
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(request.url.startsWith(API_PATH) ? ofData : ofPages);
    done();
  });
  acceptJson(fastify, parseJsonBody);
}

/** A request whose address cannot be decoded or is too long: it comes to no route, so to no filter. */
function answerBrokenAddress(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const { facts } = statusProblem(error.statusCode ?? 400, error);
  void reply
    .status(facts.status)
    .header('content-type', PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(problemDocument(facts, '/')));
}

/** A request that the HTTP parser itself refuses: too large headers, too slow, not HTTP at all. */
function answerBrokenConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const { facts } = statusProblem(status);
  const body = JSON.stringify(problemDocument(facts, '/'));
  const head = [
    `HTTP/1.1 ${status} ${facts.title}`,
    `content-type: ${PROBLEM_MEDIA_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
