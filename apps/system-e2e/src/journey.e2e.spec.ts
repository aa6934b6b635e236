import { randomUUID } from 'node:crypto';
import { type PaymentBody, paymentFor, problemOf, freshPolicy } from './support/payment-client';
import { System } from './support/system';

describe('The journey of a payment', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start();
  });

  afterAll(() => system.stop());

  it('returns a request id and a status URL immediately', async () => {
    const response = await system.payments.post(paymentFor());
    const payment = (await response.json()) as PaymentBody;

    expect(response.status).toBe(202);
    expect(payment.requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(payment).toMatchObject({ status: 'accepted', final: false });
    expect(response.headers.get('location')).toBe(`/v1/payments/${payment.requestId}`);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.get('etag')).toBe('"v1"');
  });

  it('ends in the sales ledger, with every step in its timeline', async () => {
    const requestId = await system.payments.pay({ value: '12345' });
    const payment = await system.payments.settled(requestId);

    expect(payment).toMatchObject({ status: 'recorded', final: true, amount: { value: '12345', currency: 'EUR' } });
    expect(payment.timeline.map(({ status }) => status)).toEqual(['accepted', 'queued', 'recorded']);
    const entries = await system.query(
      'sales',
      'select amount_minor::text, outcome from ledger_entries where payment_id = $1',
      [requestId],
    );
    expect(entries).toEqual([{ amount_minor: '12345', outcome: 'recorded' }]);
  });

  it.each([
    ['period-already-paid', { first: {}, second: {} }],
    ['currency-mismatch', { first: { billingPeriod: '2026-10' }, second: { currency: 'CHF' } }],
  ])('is rejected with %s by the sales rules', async (code, { first, second }) => {
    const policyNumber = freshPolicy();
    await system.payments.settled(await system.payments.pay({ policyNumber, ...first }));
    const payment = await system.payments.settled(await system.payments.pay({ policyNumber, ...second }));

    expect(payment).toMatchObject({ status: 'rejected', final: true, reason: { code } });
    expect(payment.reason?.detail).toContain(policyNumber);
  });

  it('is rejected when its month is more than two years away', async () => {
    const billingPeriod = `${new Date().getUTCFullYear() + 4}-01`;
    const payment = await system.payments.settled(await system.payments.pay({ billingPeriod }));

    expect(payment).toMatchObject({ status: 'rejected', reason: { code: 'period-out-of-range' } });
  });

  it('is stored once when the request is repeated with the same key', async () => {
    const body = paymentFor();
    const headers = { 'idempotency-key': `"${randomUUID()}"` };
    const [first, second] = await Promise.all([
      system.payments.post(body, headers),
      system.payments.post(body, headers),
    ]);
    const third = await system.payments.post(body, headers);
    const ids = await Promise.all(
      [first, second, third].map(async (response) => ((await response.json()) as PaymentBody).requestId),
    );

    expect([first.status, second.status, third.status]).toEqual([202, 202, 202]);
    expect(new Set(ids).size).toBe(1);
    expect(third.headers.get('idempotency-replayed')).toBe('true');
    const stored = await system.query('customer', 'select id from payments where policy_number = $1', [
      body.policyNumber,
    ]);
    expect(stored).toHaveLength(1);
  });

  it('is invisible to other clients, as is its key', async () => {
    const body = paymentFor();
    const headers = { 'idempotency-key': `"${randomUUID()}"` };
    const mine = (await (await system.payments.post(body, { ...headers, 'x-client-id': 'web' })).json()) as PaymentBody;
    const theirs = (await (
      await system.payments.post(body, { ...headers, 'x-client-id': 'batch' })
    ).json()) as PaymentBody;

    expect(mine.requestId).not.toBe(theirs.requestId);
    const peek = await system.payments.fetch(mine.statusUrl, { headers: { 'x-client-id': 'batch' } });
    expect(await problemOf(peek)).toMatchObject({ status: 404, type: '/problems/payment-not-found' });
  });

  it('returns 304 while it is unchanged, and waits if the client prefers', async () => {
    const requestId = await system.payments.pay();
    await system.payments.settled(requestId);
    const path = `/v1/payments/${requestId}`;
    const etag = (await system.payments.fetch(path)).headers.get('etag') ?? '';
    const unchanged = await system.payments.fetch(path, { headers: { 'if-none-match': etag } });

    expect(unchanged.status).toBe(304);
    expect(await unchanged.text()).toBe('');
    expect(unchanged.headers.get('etag')).toBe(etag);
    expect(unchanged.headers.get('retry-after')).toBeNull();
  });

  it('notifies a waiting client when the status changes', async () => {
    await system.worker.stop();
    const requestId = await system.payments.pay();
    await system.payments.settled(requestId, ['queued']);
    const waiting = system.payments.fetch(`/v1/payments/${requestId}`, { headers: { prefer: 'wait=30' } });
    await system.startWorker();
    const response = await waiting;

    expect(response.headers.get('preference-applied')).toBe('wait=30');
    expect(await response.json()).toMatchObject({ status: 'recorded' });
  });

  it('is listed newest first, in pages', async () => {
    const policyNumber = freshPolicy();
    const ids: string[] = [];
    for (const month of ['01', '02', '03', '04', '05']) {
      ids.push(await system.payments.pay({ policyNumber, billingPeriod: `2026-${month}` }));
    }
    await system.payments.settledAll(ids);

    const seen: string[] = [];
    let path: string | undefined = `/v1/payments?policyNumber=${policyNumber}&status=recorded&limit=2`;
    while (path !== undefined) {
      const response = await system.payments.fetch(path);
      const page = (await response.json()) as { payments: PaymentBody[]; nextCursor?: string };
      expect(page.payments.length).toBeLessThanOrEqual(2);
      seen.push(...page.payments.map(({ requestId }) => requestId));
      path = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
      expect(path === undefined).toBe(page.nextCursor === undefined);
    }
    expect(seen).toEqual([...ids].reverse());
  });

  it('never exposes or sends the token of the payment provider', async () => {
    const requestId = await system.payments.pay();
    await system.payments.settled(requestId);

    expect(JSON.stringify(await system.payments.status(requestId))).not.toContain('tok_visa');
    expect(system.api.outputTail(10_000)).not.toContain('tok_visa');
    expect(system.worker.outputTail(10_000)).not.toContain('tok_visa');
  });

  it('is described by an OpenAPI 3.1 document and a page', async () => {
    const document = (await (await system.payments.fetch('/openapi.json')).json()) as {
      openapi: string;
      paths: object;
    };
    expect(document.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.paths).sort()).toEqual([
      '/v1/payments',
      '/v1/payments/{requestId}',
      '/v1/payments/{requestId}/events',
    ]);
    const page = await system.payments.fetch('/docs');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('swagger-ui');
    expect((await system.payments.fetch('/docs/swagger-ui-bundle.js')).status).toBe(200);
  });
});
