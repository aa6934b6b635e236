import type { RequestObserver } from '@decouple/platform';
import type { FastifyInstance, FastifyReply, RouteOptions } from 'fastify';

/** Stands for the route or the method of an answer that has none. */
export const NONE = 'none';

/** The route of an answer, or `NONE`. */
export interface AnsweredRoute {
  /** A pattern, not an address. */
  readonly url: string;
  readonly method?: RouteOptions['method'];
}

/** @param status what was sent; 499 when the connection closed before that */
export type WatchAnswer = (method: string, status: number, milliseconds: number) => void;

/** Makes the watcher of a route, which so knows whose answers it sees. */
export type AnswerWatchers = (route: AnsweredRoute) => WatchAnswer;

/** Tells watchers of every request once, however it ended: by an answer, by a refusal, or without either. */
export class AnswerWatch implements RequestObserver {
  private readonly watchUnmatched: WatchAnswer;

  constructor(
    private readonly watchers: readonly AnswerWatchers[],
    /** A connection was closed because there were too many. */
    readonly dropped: () => void = () => undefined,
  ) {
    this.watchUnmatched = this.watcherOf({ url: NONE });
  }

  /**
   * Watches the answers of every route that is added after it. Each route tells its requests their watcher: to ask a
   * request for its route makes an object with all that is known of it.
   */
  watch(fastify: FastifyInstance): void {
    fastify.decorateRequest('watchAnswer', null);
    fastify.addHook('onRoute', (route) => {
      const watch = this.watcherOf(route);
      route.onRequest = [
        (request, _reply, done) => {
          request.watchAnswer = watch;
          done();
        },
        ...[route.onRequest ?? []].flat(),
      ];
    });
  }

  ended({ elapsedTime, request }: FastifyReply, status: number): void {
    // A request that was refused before its route was asked counts as one without a route.
    const watch = request.watchAnswer ?? this.watchUnmatched;
    watch(request.method, status, elapsedTime);
  }

  refused(status: number): void {
    this.watchUnmatched(NONE, status, 0);
  }

  private watcherOf(route: AnsweredRoute): WatchAnswer {
    const watches = this.watchers.map((watcher) => watcher(route));
    return (method, status, milliseconds) => {
      for (const watch of watches) watch(method, status, milliseconds);
    };
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the route of the request. */
    watchAnswer: WatchAnswer | null;
  }
}
