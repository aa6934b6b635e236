import type { Count, LabelSets } from '@decouple/platform';
import type { PaymentMetrics } from '../../metrics/payment-metrics';
import type { AnswerWatchers } from './watch-answers';

const PAYMENTS_ROUTE = '/v1/payments';
const ACCEPTED = 202;

/** Counts answers, and measures how long payments take that are accepted. */
export function countResponses({
  acceptDuration,
  responses,
}: Pick<PaymentMetrics, 'acceptDuration' | 'responses'>): AnswerWatchers {
  return ({ method, url }) => {
    const counts = new ResponseCounts(responses, url);
    const accepts = method === 'POST' && url === PAYMENTS_ROUTE;
    return (answeredMethod, status, milliseconds) => {
      counts.of(answeredMethod, status).add();
      if (accepts && status === ACCEPTED) acceptDuration.observe(milliseconds / 1_000);
    };
  };
}

/** The counts of one route, found without making a text of their labels. */
class ResponseCounts {
  private readonly byMethod = new Map<string, Map<number, Count>>();

  constructor(
    private readonly responses: LabelSets<Count>,
    private readonly route: string,
  ) {}

  of(method: string, status: number): Count {
    return this.byMethod.get(method)?.get(status) ?? this.add(method, status);
  }

  private add(method: string, status: number): Count {
    const count = this.responses.of(method, this.route, String(status));
    const byStatus = this.byMethod.get(method) ?? new Map<number, Count>();
    this.byMethod.set(method, byStatus.set(status, count));
    return count;
  }
}
