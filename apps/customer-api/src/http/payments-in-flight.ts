import { Problem } from '@decouple/platform';
import type { FastifyInstance } from 'fastify';

const RETRY_AFTER_SECONDS = 1;

/**
 * So many payments at the same moment wait for the processor, not for the database: more than two groups of them, while a
 * third is being made. Below that the answer comes in the time that one group takes.
 */
const BUSY_FROM = 64;

/**
 * Counts the payments that are being accepted at this moment, and bounds them. Beyond the bound the answer is a quick
 * "come back": waiting requests would take memory until the process dies, and every client's patience with it.
 */
export class PaymentsInFlight {
  private count = 0;

  /** @param limit requests; as many as the store can commit in about a second is a good value */
  constructor(readonly limit: number) {}

  get current(): number {
    return this.count;
  }

  /** Whether callers wait for their turn: what can wait should let them go first. */
  get areMany(): boolean {
    return this.count >= BUSY_FROM;
  }

  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, _reply, done) => {
      if (request.method !== 'POST') return done();
      if (this.count >= this.limit) return done(overloaded());
      this.count += 1;
      request.countsAsInFlight = true;
      done();
    });
    // Also runs when the client has gone away: what was counted is always taken back.
    fastify.addHook('onResponse', (request, _reply, done) => {
      if (request.countsAsInFlight) this.count -= 1;
      done();
    });
    fastify.decorateRequest('countsAsInFlight', false);
  }
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
