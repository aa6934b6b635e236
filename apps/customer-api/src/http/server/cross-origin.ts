import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const PREFLIGHT_KEPT_SECONDS = 600;

/** Lets pages of one other origin use the API from a browser, without cookies. */
export function allowPagesOf(app: NestFastifyApplication, origin: string): void {
  app.enableCors({
    origin,
    methods: ['GET', 'POST'],
    allowedHeaders: ['content-type', 'idempotency-key', 'if-none-match', 'prefer', 'traceparent', 'tracestate'],
    exposedHeaders: ['etag', 'idempotency-replayed', 'link', 'location', 'preference-applied', 'retry-after'],
    maxAge: PREFLIGHT_KEPT_SECONDS,
  });
}
