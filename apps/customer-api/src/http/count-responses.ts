import type { Count, LabelSets } from '@decouple/platform';
import type { FastifyInstance } from 'fastify';
import type { PaymentMetrics } from '../metrics/payment-metrics';

const PAYMENTS_ROUTE = '/v1/payments';
const ACCEPTED = 202;
const NO_ROUTE = 'none';

/**
 * Counts the answers of every route that is added after it. Each route gets a hook of its own, which knows whose answers
 * it counts: asking a request for its route makes an object with all that is known of it, each time.
 */
export function countResponses(
  fastify: FastifyInstance,
  { acceptDuration, responses }: Pick<PaymentMetrics, 'acceptDuration' | 'responses'>,
): void {
  fastify.addHook('onRoute', (route) => {
    const counts = new ResponseCounts(responses, route.url);
    const accepts = route.method === 'POST' && route.url === PAYMENTS_ROUTE;
    route.onResponse = [
      ...[route.onResponse ?? []].flat(),
      (request, reply, done) => {
        counts.of(request.method, reply.statusCode).add();
        if (accepts && reply.statusCode === ACCEPTED) acceptDuration.observe(reply.elapsedTime / 1_000);
        done();
      },
    ];
  });
  const unmatched = new ResponseCounts(responses, NO_ROUTE);
  fastify.addHook('onResponse', (request, reply, done) => {
    if (request.is404) unmatched.of(request.method, reply.statusCode).add();
    done();
  });
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
