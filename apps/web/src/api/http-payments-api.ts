import { followPayment } from './follow-payment';
import { askJson } from './http';
import type { Payment, PaymentsApi } from './payments-api';

/** customer-api over HTTP. @param origin of customer-api; empty where it serves this page itself */
export function httpPaymentsApi(origin: string): PaymentsApi {
  const address = (requestId: string): string => `${origin}/v1/payments/${encodeURIComponent(requestId)}`;
  const find = (requestId: string): Promise<Payment> => askJson<Payment>(address(requestId));
  return {
    find,
    pay: (order, idempotencyKey) =>
      askJson<Payment>(`${origin}/v1/payments`, {
        method: 'POST',
        headers: { 'idempotency-key': `"${idempotencyKey}"` },
        body: order,
      }),
    latest: async (limit) =>
      (await askJson<{ payments: readonly Payment[] }>(`${origin}/v1/payments?limit=${limit}`)).payments,
    follow: (requestId, follower) =>
      followPayment(follower, {
        find: () => find(requestId),
        openEvents: () => new EventSource(`${address(requestId)}/events`),
      }),
  };
}
