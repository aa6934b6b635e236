import type { RequestObserver } from '@decouple/platform';
import type { FastifyInstance, FastifyReply, RouteOptions } from 'fastify';

/** Stands for a missing route or method. */
export const NONE = 'none';

/** The route of an answer, or `NONE`. */
export interface AnsweredRoute {
  /** A pattern, not an address. */
  readonly url: string;
  readonly method?: RouteOptions['method'];
}

/** @param status the status that was sent; 499 if the connection closed before that */
export type WatchAnswer = (method: string, status: number, milliseconds: number) => void;

/** Makes the watcher of the responses of one route. */
export type AnswerWatchers = (route: AnsweredRoute) => WatchAnswer;

/** Notifies watchers once of every request, however it ended: by a response, a refusal, or neither. */
export class AnswerWatch implements RequestObserver {
  private readonly watchUnmatched: WatchAnswer;

  constructor(
    private readonly watchers: readonly AnswerWatchers[],
    /** A connection was closed because the maximum was reached. */
    readonly dropped: () => void = () => undefined,
  ) {
    this.watchUnmatched = this.watcherOf({ url: NONE });
  }

  /**
   * Watches the responses of every route that is added later. Each route attaches its watcher to its requests: asking a
   * request for its route would allocate an object.
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
    // A request that was refused before routing counts as one without a route.
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
