import { randomFillSync } from 'node:crypto';
import type { TraceContext } from '@decouple/payments-domain';

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const MAX_TRACESTATE_CHARACTERS = 512;
const RANDOM_BYTES_PER_TRACE = 24;

/** Drawn in bulk: a system call per request costs more than all the rest. */
const pool = Buffer.alloc(340 * RANDOM_BYTES_PER_TRACE);
let drawn = pool.length;

/**
 * The trace that a request belongs to (W3C Trace Context): the caller's, or a new one. A malformed header is ignored, as
 * the standard asks.
 */
export function traceContextOf(headers: Readonly<Record<string, string | string[] | undefined>>): TraceContext {
  const { traceparent, tracestate } = headers;
  if (typeof traceparent === 'string' && isValid(traceparent)) {
    const keepsState = typeof tracestate === 'string' && tracestate.length <= MAX_TRACESTATE_CHARACTERS;
    return keepsState ? { traceparent, tracestate } : { traceparent };
  }
  const random = drawRandom();
  return { traceparent: `00-${random.slice(0, 32)}-${random.slice(32)}-01` };
}

function isValid(traceparent: string): boolean {
  const [, traceId, spanId] = TRACEPARENT.exec(traceparent) ?? [];
  return (
    traceId !== undefined &&
    !/^0+$/.test(traceId) &&
    spanId !== undefined &&
    !/^0+$/.test(spanId) &&
    !traceparent.startsWith('ff')
  );
}

function drawRandom(): string {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  drawn += RANDOM_BYTES_PER_TRACE;
  return pool.toString('hex', drawn - RANDOM_BYTES_PER_TRACE, drawn);
}
