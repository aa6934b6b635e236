import { aPaymentRequest, InMemoryApi } from '../../testing/in-memory-api';

const ORIGIN = 'https://pay.example.com';

describe('pages of another origin', () => {
  let api: InMemoryApi;
  beforeAll(async () => {
    api = await InMemoryApi.start({ WEB_ORIGIN: ORIGIN });
  });
  afterAll(() => api.close());

  it('may pay, and read everything that a client needs', async () => {
    const preflight = await api.fetch('/v1/payments', {
      method: 'OPTIONS',
      headers: {
        origin: ORIGIN,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,idempotency-key',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('idempotency-key');

    const answer = await api.post(aPaymentRequest(), { origin: ORIGIN });
    expect(answer.status).toBe(202);
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(answer.headers.get('access-control-expose-headers')).toContain('retry-after');
  });

  it('may follow a payment', async () => {
    const { requestId } = await api.pay();
    const events = await api.fetch(`/v1/payments/${requestId}/events`, { headers: { origin: ORIGIN } });

    expect(events.headers.get('content-type')).toContain('text/event-stream');
    expect(events.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    api.answerRecorded(requestId);
    await events.text();
  });

  it('are kept out unless their origin is named', async () => {
    const stranger = { origin: 'https://stranger.example.com' };
    expect((await api.post(aPaymentRequest(), stranger)).headers.get('access-control-allow-origin')).toBe(ORIGIN);

    const plain = await InMemoryApi.start();
    const answer = await plain.fetch('/v1/payments', { headers: { origin: ORIGIN } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    await plain.close();
  });
});
