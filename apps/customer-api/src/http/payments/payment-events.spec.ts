import { InMemoryApi, type PaymentBody } from '../../testing/in-memory-api';

const RECORDED_WITHIN_MILLISECONDS = 50_000;

describe('GET /v1/payments/{requestId}/events', () => {
  let api: InMemoryApi;

  beforeAll(async () => {
    api = await InMemoryApi.start();
  });
  afterAll(() => api.close());

  const follow = (requestId: string, init: RequestInit = {}) => api.fetch(`/v1/payments/${requestId}/events`, init);

  const paymentsIn = (text: string): PaymentBody[] =>
    [...text.matchAll(/^event: status\nid: \d+\ndata: (.+)$/gm)].map(
      ([, data = '']) => JSON.parse(data) as PaymentBody,
    );

  it('tells the payment at once and at each change, and ends with the final status', async () => {
    const { requestId } = await api.pay();
    const response = await follow(requestId, { signal: AbortSignal.timeout(RECORDED_WITHIN_MILLISECONDS) });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    api.answerRecorded(requestId);

    const statuses = paymentsIn(await response.text()).map(({ status }) => status);
    expect(['accepted', 'queued']).toContain(statuses[0]);
    expect(statuses.at(-1)).toBe('recorded');
  });

  it('tells a payment that is final already, and ends', async () => {
    const { requestId } = await api.pay();
    api.answerRecorded(requestId);
    await (await follow(requestId)).text();

    expect(paymentsIn(await (await follow(requestId)).text())).toMatchObject([{ requestId, status: 'recorded' }]);
  });

  it('returns 404 for an unknown payment and for a payment of another client', async () => {
    const { requestId } = await api.pay();

    expect((await follow('nonsense')).status).toBe(404);
    expect((await follow(requestId, { headers: { 'x-client-id': 'somebody-else' } })).status).toBe(404);
  });

  it('lets the application stop while a client listens', async () => {
    const other = await InMemoryApi.start();
    const { requestId } = await other.pay();
    const response = await other.fetch(`/v1/payments/${requestId}/events`);
    await other.close();

    await expect(response.text()).resolves.toContain('event: status');
  });
});
