import type { TraceContext } from '@decouple/payments-domain';
import { maskCardNumbers, RandomHex } from '@decouple/platform';

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** Maximum length of a stored trace state: W3C requires no more. */
const MAX_TRACESTATE_CHARACTERS = 512;
const MAX_TRACESTATE_MEMBERS = 32;
/** `key=value` (W3C Trace Context Level 2, 3.3.1): printable ASCII without comma and equals sign, no space at the end. */
const TRACESTATE_MEMBER =
  /^([a-z0-9][a-z0-9_\-*/]{0,255}|[a-z0-9][a-z0-9_\-*/]{0,240}@[a-z][a-z0-9_\-*/]{0,13})=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

const random = new RandomHex();

/**
 * The trace of a request (W3C Trace Context): the caller's, or a new one. A malformed header is ignored, as the
 * standard requires; so is a trace state with something like a card number, because it is stored.
 */
export function traceContextOf(headers: Readonly<Record<string, string | string[] | undefined>>): TraceContext {
  const { traceparent, tracestate } = headers;
  if (typeof traceparent === 'string' && isValid(traceparent)) {
    const state = tracestate === undefined ? undefined : traceStateOf(String(tracestate));
    return state === undefined ? { traceparent } : { traceparent, tracestate: state };
  }
  return { traceparent: `00-${random.take(32)}-${random.take(16)}-01` };
}

/** The members without surrounding white space; undefined if one is malformed or repeated, or there is none. */
function traceStateOf(header: string): string | undefined {
  if (header.length > MAX_TRACESTATE_CHARACTERS || maskCardNumbers(header) !== header) return undefined;
  // Space and tab may stand around the commas, and members may be empty (RFC 9110, 5.6.1).
  const members = header
    .split(/[ \t]*,[ \t]*/)
    .map(withoutOuterWhiteSpace)
    .filter((member) => member !== '');
  if (members.length === 0 || members.length > MAX_TRACESTATE_MEMBERS) return undefined;
  const keys = new Set(members.map((member) => TRACESTATE_MEMBER.exec(member)?.[1]));
  return keys.has(undefined) || keys.size < members.length ? undefined : members.join(',');
}

function withoutOuterWhiteSpace(member: string): string {
  return member.replace(/^[ \t]+/, '').replace(/[ \t]+$/, '');
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
