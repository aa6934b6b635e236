import type { Log } from '@decouple/platform';
import type { AnswerWatchers } from './watch-answers';

/** A line for each answer. It names the route's pattern, not the address: what a client puts into that may be a secret. */
export function logAnswers(log: Log): AnswerWatchers {
  return ({ url: route }) => {
    // What is the same of all lines is made into text once.
    const ofRoute = log.child({ route });
    return (request, reply) => {
      const milliseconds = Math.round(reply.elapsedTime);
      ofRoute.info({ method: request.method, status: reply.statusCode, milliseconds }, 'request');
    };
  };
}
