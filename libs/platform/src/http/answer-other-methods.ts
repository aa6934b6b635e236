import type { FastifyInstance } from 'fastify';
import { statusProblem } from '../problems/framework-problems';
import { Problem } from '../problems/problem';

interface Resource {
  readonly address: RegExp;
  readonly methods: Set<string>;
}

/**
 * Responds with 405 and `Allow` (RFC 9110, 15.5.6) where an address exists and the method does not. Must be called
 * before the routes are added. It handles only requests without a route, so it costs the others nothing.
 */
export function answerOtherMethods(fastify: FastifyInstance): void {
  const resources = new Map<string, Resource>();
  fastify.addHook('onRoute', ({ method, url }) => {
    const resource = resources.get(url) ?? { address: patternOf(url), methods: new Set<string>() };
    // With CORS every address has OPTIONS, also those that do not exist.
    for (const each of [method].flat()) if (each !== 'OPTIONS') resource.methods.add(each);
    resources.set(url, resource);
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (!request.is404) return done();
    const path = request.url.split('?', 1)[0] ?? '/';
    const allowed = new Set<string>();
    for (const { address, methods } of resources.values()) {
      if (address.test(path)) for (const method of methods) allowed.add(method);
    }
    // A route with this method that responds with 404 itself takes precedence.
    done(allowed.size === 0 || allowed.has(request.method) ? undefined : methodNotAllowed(allowed));
  });
}

/** A pattern for the addresses of a route: `:name` stands for one segment, `*` for any rest. */
function patternOf(url: string): RegExp {
  const segments = url.split('/').map((segment) => {
    if (segment.startsWith(':')) return '[^/]+';
    return segment === '*' ? '.*' : segment.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${segments.join('/')}$`);
}

function methodNotAllowed(allowed: ReadonlySet<string>): Problem {
  const { facts } = statusProblem(405);
  return new Problem({ ...facts, headers: { allow: [...allowed].sort().join(', ') } });
}
