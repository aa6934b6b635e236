import type { PaymentMetrics } from '../../metrics/payment-metrics';
import type { AnswerWatchers } from './watch-answers';

const PAYMENTS_ROUTE = '/v1/payments';
const ACCEPTED = 202;

/** Counts responses, and measures how long accepted payments take. */
export function countResponses({
  acceptDuration,
  responses,
}: Pick<PaymentMetrics, 'acceptDuration' | 'responses'>): AnswerWatchers {
  return ({ method, url }) => {
    const accepts = method === 'POST' && url === PAYMENTS_ROUTE;
    return (answeredMethod, status, milliseconds) => {
      responses.of(answeredMethod, url, String(status)).inc();
      if (accepts && status === ACCEPTED) acceptDuration.observe(milliseconds / 1_000);
    };
  };
}
