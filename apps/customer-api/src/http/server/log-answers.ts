import type { Log } from '@decouple/platform';
import type { AnswerWatchers } from './watch-answers';

/**
 * Logs one line for each request, also if its client disconnects before the response. It contains the pattern of the
 * route, not the address, which may contain a secret.
 */
export function logAnswers(log: Log): AnswerWatchers {
  return ({ url: route }) => {
    // pino serializes these fields once.
    const ofRoute = log.child({ route });
    return (method, status, milliseconds) => {
      ofRoute.info({ method, status, milliseconds: Math.round(milliseconds) }, 'request');
    };
  };
}
