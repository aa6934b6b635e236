import { randomUUID } from 'node:crypto';
import { Deferred } from '@decouple/messaging-core/testing';
import { RecordingLog } from '@decouple/platform/testing';
import { readConfiguration } from '../config/configuration';
import { RequestSignal } from '../http/payments/request-signal';
import { aPaymentRequest, InMemoryApi, type PaymentBody } from '../testing/in-memory-api';
import { startCustomerApi } from './start';

describe('customer-api in memory', () => {
  let api: InMemoryApi;

  beforeAll(async () => {
    api = await InMemoryApi.start();
  });

  afterAll(() => api.close());

  it('answers a payment with 202, where to ask for it, and when', async () => {
    const response = await api.post(aPaymentRequest());
    const { requestId, ...payment } = (await response.json()) as PaymentBody;

    expect(response.status).toBe(202);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      location: `/v1/payments/${requestId}`,
      'retry-after': '1',
      etag: '"v1"',
      'cache-control': 'private, no-cache',
    });
    expect(payment).toMatchObject({ status: 'accepted', final: false, statusUrl: `/v1/payments/${requestId}` });
    expect(JSON.stringify(payment)).not.toContain('tok_visa');
  });

  it('sends the message of the payment to the sales queue, with the trace of the request', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { requestId } = (await (await api.post(aPaymentRequest(), { traceparent })).json()) as PaymentBody;
    const queued = await api.fetch(`/v1/payments/${requestId}`, {
      headers: { prefer: 'wait=30', 'if-none-match': '"v1"' },
    });

    expect(await queued.json()).toMatchObject({ status: 'queued' });
    const sent = api.broker.contents('sales').map((body) => JSON.parse(body) as Record<string, unknown>);
    expect(sent.filter(({ subject }) => subject === requestId)).toEqual([expect.objectContaining({ traceparent })]);
  });

  it('finds the payment of a key that is used again, whatever became of it', async () => {
    const body = aPaymentRequest();
    const headers = { 'idempotency-key': `"${randomUUID()}"` };
    const first = await api.post(body, headers);
    const second = await api.post(body, headers);
    const [payment, replayed] = (await Promise.all([first.json(), second.json()])) as [PaymentBody, PaymentBody];

    expect([first.status, second.status]).toEqual([202, 202]);
    expect([first, second].map((each) => each.headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(replayed.requestId).toBe(payment.requestId);
  });

  it('refuses a key that is used again for another payment, and names the one it stands for', async () => {
    const headers = { 'idempotency-key': `"${randomUUID()}"` };
    const first = await api.post(aPaymentRequest(), headers);
    const second = await api.post(aPaymentRequest(), headers);

    expect(second.status).toBe(422);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
  });

  it('tells a client as soon as the payment is recorded, and 304 from then on', async () => {
    const { requestId } = await api.pay();
    let etag = '"v1"';
    let status = '';
    api.answerRecorded(requestId);
    while (status !== 'recorded') {
      const response = await api.fetch(`/v1/payments/${requestId}`, {
        headers: { prefer: 'wait=30', 'if-none-match': etag },
      });
      expect(response.headers.get('preference-applied')).toBe('wait=30');
      etag = response.headers.get('etag') ?? '';
      ({ status } = (await response.json()) as PaymentBody);
    }
    const unchanged = await api.fetch(`/v1/payments/${requestId}`, { headers: { 'if-none-match': etag } });

    expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
    expect(unchanged.headers.get('etag')).toBe(etag);
    expect(unchanged.headers.get('retry-after')).toBeNull();
  });

  it('keeps the payments of one client from another', async () => {
    const { requestId } = await api.pay();
    const peek = await api.fetch(`/v1/payments/${requestId}`, { headers: { 'x-client-id': 'other' } });

    expect(peek.status).toBe(404);
  });

  it('is alive and ready', async () => {
    const statuses = await Promise.all(['/health/live', '/health/ready'].map((path) => api.fetch(path)));

    expect(statuses.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('logs each request by the pattern of its route, never by its address or its body', async () => {
    const { requestId } = await api.pay();
    const body = { ...aPaymentRequest(), surprise: 'secret-value' };
    const logged = api.recording.of('request').length;
    const requests = [
      () => api.post(body),
      () => api.post('{"secret-syntax'),
      () => api.fetch(`/v1/payments/${requestId}?secret=query`),
      () => api.fetch('/v1/payments?policyNumber=POL-SECRET'),
      () => api.fetch('/secret/path'),
      () => api.fetch('/v1/payments/%FF%secret'),
    ];
    for (const request of requests) await (await request()).text();
    const lines = (await api.recording.until('request', logged + 6)).slice(logged);

    expect(lines.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['POST', '/v1/payments', 400],
      ['POST', '/v1/payments', 400],
      ['GET', '/v1/payments/:requestId', 200],
      ['GET', '/v1/payments', 200],
      ['GET', 'none', 404],
      ['GET', 'none', 400],
    ]);
    for (const line of lines) {
      expect(Object.keys(line).sort()).toEqual([
        'level',
        'method',
        'milliseconds',
        'msg',
        'route',
        'service',
        'status',
        'time',
      ]);
    }
    const texts = api.recording.texts.join('');
    for (const secret of ['secret', 'SECRET', body.policyNumber, 'tok_visa', 'CUST-1001'])
      expect(texts).not.toContain(secret);
  });
});

describe('closing customer-api', () => {
  afterEach(() => jest.restoreAllMocks());

  it('answers requests that are held back at once', async () => {
    const api = await InMemoryApi.start();
    const { requestId } = await api.pay();
    const queued = await api.fetch(`/v1/payments/${requestId}`, {
      headers: { prefer: 'wait=30', 'if-none-match': '"v1"' },
    });
    const held = new Deferred();
    const of = RequestSignal.prototype.of;
    jest.spyOn(RequestSignal.prototype, 'of').mockImplementation(function (this: RequestSignal, reply) {
      setImmediate(held.resolve);
      return of.call(this, reply);
    });
    const waiting = api.fetch(`/v1/payments/${requestId}`, {
      headers: { prefer: 'wait=30', 'if-none-match': queued.headers.get('etag') ?? '' },
    });
    await held.promise;
    await api.close();
    const response = await waiting;

    expect(response.status).toBe(304);
  });

  it('lets go of the port', async () => {
    const api = await InMemoryApi.start();
    await api.close();

    await expect(api.fetch('/health/live')).rejects.toThrow();
  });
});

describe('starting customer-api', () => {
  it('fails when the port is taken, and leaves nothing running', async () => {
    const api = await InMemoryApi.start();
    const environment = {
      PORT: new URL(api.url).port,
      MANAGEMENT_PORT: '0',
      PAYMENT_STORE: 'memory',
      MESSAGE_BROKER: 'memory',
    };
    const starting = startCustomerApi(readConfiguration(environment), new RecordingLog().log);

    await expect(starting).rejects.toMatchObject({ code: 'EADDRINUSE', address: '127.0.0.1' });
    await api.close();
  });
});
