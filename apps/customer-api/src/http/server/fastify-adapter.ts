import {
  acceptJson,
  answerOtherMethods,
  createHttpAdapter,
  dataHeaders,
  type HttpServerSettings,
  type Log,
  pageHeaders,
} from '@decouple/platform';
import type { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { parseJsonBody } from './json-body';
import type { AnswerWatch } from './watch-answers';

/** Eight times the longest payment. Bounds the cost of reading and refusing a body. */
export const BODY_LIMIT_BYTES = 4 * 1_024;

/** Prefix of the payments: data for programs. */
const API_PATH = '/v1/';

export interface FrontDoorOptions {
  readonly settings: HttpServerSettings;
  readonly answers: AnswerWatch;
  /** Other origins that the web pages may connect to. */
  readonly connectedOrigins: readonly string[];
  readonly log: Log;
}

/** The HTTP server for clients. */
export function createFastifyAdapter({ answers, connectedOrigins, log, settings }: FrontDoorOptions): FastifyAdapter {
  const ofPages = pageHeaders(connectedOrigins);
  const ofData = dataHeaders();
  return createHttpAdapter({
    settings,
    bodyLimitBytes: BODY_LIMIT_BYTES,
    headersOf: (path) => (path.startsWith(API_PATH) ? ofData : ofPages),
    observer: answers,
    log,
  });
}

/** Prepares what applies to every route that is added later. */
export function prepareFastify(app: NestFastifyApplication, answers: AnswerWatch): void {
  const fastify = app.getHttpAdapter().getInstance();
  answers.watch(fastify);
  answerOtherMethods(fastify);
  acceptJson(fastify, parseJsonBody);
}
