import { type Log, NestLog, ProblemFilter } from '@decouple/platform';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { CustomerApiConfiguration } from '../config/configuration';
import { knownProblem } from '../http/problems/known-problems';
import { countResponses } from '../http/server/count-responses';
import { allowPagesOf } from '../http/server/cross-origin';
import { createFastifyAdapter, prepareFastify } from '../http/server/fastify-adapter';
import { logAnswers } from '../http/server/log-answers';
import { serveOpenApi } from '../http/server/openapi';
import { AnswerWatch } from '../http/server/watch-answers';
import type { PaymentMetrics } from '../metrics/payment-metrics';
import { connectedOrigins, serveWeb } from '../web/serve-web';

/** The application that clients reach: the API, its description and, if configured, the web pages. It does not listen yet. */
export async function createPublicApi(
  module: DynamicModule,
  { http, httpServer, web }: CustomerApiConfiguration,
  metrics: PaymentMetrics,
  log: Log,
): Promise<NestFastifyApplication> {
  const answers = new AnswerWatch([logAnswers(log), countResponses(metrics)], () => metrics.connectionsRefused.inc());
  const adapter = createFastifyAdapter({
    settings: { ...httpServer, maxConnections: http.maxConnections },
    answers,
    connectedOrigins: web === undefined ? [] : connectedOrigins(web),
    log,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(log, knownProblem));
  prepareFastify(app, answers);
  if (http.webOrigin !== undefined) allowPagesOf(app, http.webOrigin);
  if (web !== undefined) await serveWeb(app, web);
  serveOpenApi(app);
  return app;
}
