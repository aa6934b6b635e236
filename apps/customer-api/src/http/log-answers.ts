import type { Log } from '@decouple/platform';
import type { AnswerWatchers } from './watch-answers';

/** A line for each answer. It names the route's pattern, not the address: what a client puts into that may be a secret. */
export function logAnswers(log: Log): AnswerWatchers {
  return ({ url: route }) =>
    (request, reply) => {
      const milliseconds = Math.round(reply.elapsedTime);
      log.info({ method: request.method, route, status: reply.statusCode, milliseconds }, 'request');
    };
}
