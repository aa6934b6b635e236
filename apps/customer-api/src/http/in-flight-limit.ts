import { Problem } from '@decouple/platform';
import type { FastifyInstance } from 'fastify';

const RETRY_AFTER_SECONDS = 1;

/**
 * Bounds the payments that are being accepted at the same moment. Beyond the bound the answer is a quick "come back":
 * waiting requests would take memory until the process dies, and every client's patience with it.
 *
 * @param limit requests; as many as the store can commit in about a second is a good value
 */
export function limitInFlight(fastify: FastifyInstance, limit: number): void {
  let inFlight = 0;
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.method !== 'POST') return done();
    if (inFlight >= limit) return done(overloaded());
    inFlight += 1;
    request.countsAsInFlight = true;
    done();
  });
  // Also runs when the client has gone away: what was counted is always taken back.
  fastify.addHook('onResponse', (request, _reply, done) => {
    if (request.countsAsInFlight) inFlight -= 1;
    done();
  });
  fastify.decorateRequest('countsAsInFlight', false);
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the limit of payments in flight. */
    countsAsInFlight: boolean;
  }
}

function overloaded(): Problem {
  return new Problem({
    status: 503,
    code: 'overloaded',
    title: 'Too many payments at this moment',
    detail: 'Nothing was stored. Send the same request again later; with the same Idempotency-Key that is safe.',
    headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
  });
}
