import type { FastifyRequest } from 'fastify';
import { statusProblem } from '../problems/framework-problems';
import type { Problem } from '../problems/problem';

/** Names of this machine on every machine: no other site can point them elsewhere. */
export const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Entry of the list that allows every host. */
export const ANY_HOST = '*';

/** `http://host:port` at the start of a request target in absolute form (RFC 9112, section 3.2.2). */
const ABSOLUTE_FORM = /^https?:\/\/([^/?#]*)/i;
const AUTHORITY = /^([^\s,@:[\]]+|\[[0-9a-f:.]+\])(?::\d{0,5})?$/i;
const SLASH = 0x2f;

/**
 * The host names that a server accepts. A page of another site can point its own name at this server to get around the
 * browser's same-origin policy (DNS rebinding); the Host header then still contains that site's name.
 *
 * Loopback names are always accepted, and so is the address that a connection was made to: load balancers and
 * orchestrators check the health of an instance by its address.
 */
export class AllowedHosts {
  private readonly names: ReadonlySet<string>;

  /** @param names without port, in lower case */
  constructor(names: readonly string[]) {
    this.names = new Set([...LOOPBACK_NAMES, ...names]);
  }

  /**
   * @returns the problem of a request that is not for this server: 400 without exactly one valid Host, 421 otherwise;
   * undefined if it is
   */
  problemOf({ originalUrl, raw }: FastifyRequest): Problem | undefined {
    const { headers, httpVersion, socket } = raw;
    // Two Host headers arrive joined by a comma, which no host contains.
    if (headers.host === undefined ? httpVersion !== '1.0' : !AUTHORITY.test(headers.host)) return statusProblem(400);
    const absolute = originalUrl.charCodeAt(0) === SLASH ? null : ABSOLUTE_FORM.exec(originalUrl);
    const authority = absolute === null ? headers.host : absolute[1];
    // HTTP/1.0 has no Host. Browsers always send one.
    if (authority === undefined || this.names.has(ANY_HOST)) return undefined;
    const name = AUTHORITY.exec(authority)?.[1]?.toLowerCase();
    if (name === undefined) return statusProblem(400);
    return this.names.has(name) || name === localName(socket.localAddress) ? undefined : statusProblem(421);
  }
}

/** The path of a request target in absolute form; other targets unchanged. */
export function pathOfTarget(target: string): string {
  if (target.charCodeAt(0) === SLASH) return target;
  const start = ABSOLUTE_FORM.exec(target)?.[0];
  if (start === undefined) return target;
  const path = target.slice(start.length);
  return path.startsWith('/') ? path : `/${path}`;
}

/** As in a Host header. */
function localName(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const ipv4 = address.replace(/^::ffff:/i, '');
  return ipv4.includes(':') ? `[${ipv4}]` : ipv4;
}
