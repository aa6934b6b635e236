import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { HttpDrain } from './http-drain';

/**
 * Makes the close of an application end its HTTP connections with `HttpDrain`. Call it before the application listens.
 */
export function drainOnClose(app: NestFastifyApplication, graceMilliseconds: number): HttpDrain {
  const fastify = app.getHttpAdapter().getInstance();
  const drain = new HttpDrain(fastify.server, graceMilliseconds);
  fastify.addHook('preClose', () => drain.close());
  return drain;
}
