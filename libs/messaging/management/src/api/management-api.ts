import { InfrastructureError } from '@decouple/messaging-core';
import {
  acceptJson,
  answerOtherMethods,
  drainOnClose,
  createHttpAdapter,
  type HttpServerSettings,
  type Log,
  NestLog,
  Problem,
  ProblemFilter,
  statusProblem,
} from '@decouple/platform';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OPERATOR_HEADER } from './operator';

/** Enough for 1,000 dead-letter numbers and a reason. */
const BODY_LIMIT_BYTES = 64 * 1_024;
const RETRY_AFTER_SECONDS = '5';

/** At a stop; what an operator asked for is done in one transaction, and can be asked for again. */
const GRACE_MILLISECONDS = 2_000;

export interface ManagementApiOptions extends Partial<HttpServerSettings> {
  /** Origin of the operators' console, when it is another: its pages may use the API from a browser. */
  readonly consoleOrigin?: string | undefined;
}

const DEFAULT_SETTINGS: HttpServerSettings = { requestTimeoutSeconds: 10, maxConnections: 256, allowedHosts: [] };

/**
 * An application that serves a management API. It does not listen yet.
 *
 * @param knownProblem knows the errors of the application; undefined for those it does not know
 */
export async function createManagementApi(
  module: DynamicModule,
  log: Log,
  knownProblem: (error: unknown) => Problem | undefined = () => undefined,
  { consoleOrigin, ...given }: ManagementApiOptions = {},
): Promise<NestFastifyApplication> {
  const adapter = createHttpAdapter({
    settings: { ...DEFAULT_SETTINGS, ...given },
    bodyLimitBytes: BODY_LIMIT_BYTES,
    log,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(log, (error) => outageProblem(error) ?? knownProblem(error)));
  if (consoleOrigin !== undefined) {
    app.enableCors({
      origin: consoleOrigin,
      methods: ['GET', 'POST'],
      allowedHeaders: ['content-type', OPERATOR_HEADER],
      exposedHeaders: ['retry-after'],
      maxAge: 600,
    });
  }
  drainOnClose(app, GRACE_MILLISECONDS);
  const fastify = app.getHttpAdapter().getInstance();
  answerOtherMethods(fastify);
  acceptJson(fastify, parseJson);
  return app;
}

/** The parser's own error quotes the text: it is kept for the log alone. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw statusProblem(400, error);
  }
}

function outageProblem(error: unknown): Problem | undefined {
  if (!(error instanceof InfrastructureError)) return undefined;
  const facts = {
    status: 503,
    code: 'temporarily-unavailable',
    title: 'The service cannot answer right now',
    detail: `${error.message} Nothing is known to have changed; look, and try again.`,
    headers: { 'retry-after': RETRY_AFTER_SECONDS },
  };
  return new Problem(facts, { cause: error });
}
