import type { TraceContext } from '@decouple/payments-domain';
import { RandomHex } from '@decouple/platform';

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const MAX_TRACESTATE_CHARACTERS = 512;

const random = new RandomHex();

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
  return { traceparent: `00-${random.take(32)}-${random.take(16)}-01` };
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
