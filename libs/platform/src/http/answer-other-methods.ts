import type { FastifyInstance } from 'fastify';
import { statusProblem } from '../problems/framework-problems';
import { Problem } from '../problems/problem';

interface Resource {
  readonly address: RegExp;
  readonly methods: Set<string>;
}

/**
 * Answers 405 with `Allow` (RFC 9110, 15.5.6) where an address exists and its method does not. Must be called before the
 * routes are added. It looks at requests without a route only, so it costs the others nothing.
 */
export function answerOtherMethods(fastify: FastifyInstance): void {
  const resources = new Map<string, Resource>();
  fastify.addHook('onRoute', ({ method, url }) => {
    const resource = resources.get(url) ?? { address: patternOf(url), methods: new Set<string>() };
    // Where pages of another origin are let in, every address has OPTIONS, also those that do not exist.
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
    // A route of this very method that answers "not found" by itself knows better.
    done(allowed.size === 0 || allowed.has(request.method) ? undefined : methodNotAllowed(allowed));
  });
}

/** The addresses of a route: `:name` stands for one segment, `*` for any rest. */
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
