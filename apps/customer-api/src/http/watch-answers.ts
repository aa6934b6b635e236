import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';

/** What stands for the route of an answer that has none. */
const NO_ROUTE = 'none';

/** The route of an answer, or `NO_ROUTE`. */
export interface AnsweredRoute {
  /** A pattern, not an address. */
  readonly url: string;
  readonly method?: RouteOptions['method'];
}

export type WatchAnswer = (request: FastifyRequest, reply: FastifyReply) => void;

/** Makes the watcher of a route, which so knows whose answers it sees. */
export type AnswerWatchers = (route: AnsweredRoute) => WatchAnswer;

/**
 * Watches the answers of every route that is added after it, and of addresses that have no route. Each route gets a
 * hook of its own: asking a request for its route makes an object with all that is known of it, each time.
 */
export function watchAnswers(fastify: FastifyInstance, watchers: readonly AnswerWatchers[]): void {
  const watcherOf = (route: AnsweredRoute): WatchAnswer => {
    const watches = watchers.map((watcher) => watcher(route));
    return (request, reply) => {
      for (const watch of watches) watch(request, reply);
    };
  };
  fastify.addHook('onRoute', (route) => {
    const watch = watcherOf(route);
    route.onResponse = [
      ...[route.onResponse ?? []].flat(),
      (request, reply, done) => {
        watch(request, reply);
        done();
      },
    ];
  });
  const watchUnmatched = watcherOf({ url: NO_ROUTE });
  fastify.addHook('onResponse', (request, reply, done) => {
    if (request.is404) watchUnmatched(request, reply);
    done();
  });
}
