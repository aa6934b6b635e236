import type { Log } from '@decouple/platform';
import type { AnswerWatchers } from './watch-answers';

/** A line for each request, also when its client left before the answer. It names the route's pattern, not the address: what a client puts into that may be a secret. */
export function logAnswers(log: Log): AnswerWatchers {
  return ({ url: route }) => {
    // What is the same of all lines is made into text once.
    const ofRoute = log.child({ route });
    return (method, status, milliseconds) => {
      ofRoute.info({ method, status, milliseconds: Math.round(milliseconds) }, 'request');
    };
  };
}
