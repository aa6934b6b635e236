import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { paymentFor, problemOf } from './support/payment-client';
import { System } from './support/system';

describe('Bad input', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start();
  });

  afterAll(() => system.stop());

  afterEach(async () => {
    expect(await system.query('customer', 'select id from payments')).toEqual([]);
    expect(await system.query('customer', 'select 1 from outbox')).toEqual([]);
  });

  const { amount, ...rest } = paymentFor();
  const withAmount = (value: unknown) => ({ ...rest, amount: { ...amount, value } });

  it.each([
    ['an unknown field', { ...rest, amount, discount: '1' }, '#/discount'],
    ['a wrong type', { ...rest, amount, policyNumber: 100001 }, '#/policyNumber'],
    ['a negative amount', withAmount('-4999'), '#/amount/value'],
    ['a fractional amount', withAmount('49.99'), '#/amount/value'],
    ['an amount as a number', withAmount(4999), '#/amount/value'],
    ['an enormous amount', withAmount('9'.repeat(400)), '#/amount/value'],
    ['an unknown currency', { ...rest, amount: { ...amount, currency: 'ZZZ' } }, '#/amount/currency'],
    ['an impossible month', { ...rest, amount, billingPeriod: '2026-13' }, '#/billingPeriod'],
    ['a missing field', { ...rest }, '#/amount'],
  ])('with %s is rejected with the field', async (_what, body, pointer) => {
    const problem = await problemOf(await system.payments.post(body));
    expect(problem).toMatchObject({ status: 400, type: '/problems/validation-failed', instance: '/v1/payments' });
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  it('with several invalid fields is rejected with all of them', async () => {
    const { errors } = await problemOf(
      await system.payments.post({ ...withAmount('0'), billingPeriod: 'x', surprise: 1 }),
    );
    expect(errors?.map(({ pointer }) => pointer).sort()).toEqual(['#/amount/value', '#/billingPeriod', '#/surprise']);
  });

  it.each([
    ['bad JSON', '{"policyNumber": ', 400, 'malformed-body'],
    ['no body', '', 400, 'malformed-body'],
    ['a repeated property', JSON.stringify(paymentFor()).replace('{', '{"customerId":"A",'), 400, 'malformed-body'],
    ['a body of 1 MB', JSON.stringify({ ...paymentFor(), note: 'x'.repeat(1_000_000) }), 413, 'body-too-large'],
    ['a body nested 2,000 levels deep', '['.repeat(2_000) + ']'.repeat(2_000), 400, 'malformed-body'],
  ])('with %s is rejected', async (_what, body, status, code) => {
    const problem = await problemOf(await system.payments.post(body));
    expect(problem).toMatchObject({ status, type: `/problems/${code}` });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense'])(
    'with the content type %s is refused',
    async (contentType) => {
      const response = await system.payments.post(paymentFor(), { 'content-type': contentType });
      expect(await problemOf(response)).toMatchObject({ status: 415, type: '/problems/unsupported-media-type' });
    },
  );

  it('with a card number is rejected, and the number is neither returned nor logged', async () => {
    const number = '4111111111111111';
    const { paymentMethod, ...payment } = paymentFor();
    const response = await system.payments.post({ ...payment, paymentMethod: { ...paymentMethod, token: number } });
    const problem = await problemOf(response);

    expect(problem).toMatchObject({ status: 400, type: '/problems/card-number-refused' });
    expect(problem.errors).toEqual([{ pointer: '#/paymentMethod/token', detail: 'looks like a card number' }]);
    expect(JSON.stringify(problem)).not.toContain(number);
    expect(system.api.outputTail(10_000)).not.toContain(number);
  });

  it.each([
    ['no idempotency key', '', 'idempotency-key-missing'],
    ['a malformed idempotency key', '"unfinished', 'idempotency-key-malformed'],
    ['two idempotency keys', '"a", "b"', 'idempotency-key-malformed'],
    ['a card number as its key', '"4111111111111111"', 'card-number-refused'],
  ])('with %s is rejected', async (_what, key, code) => {
    const response = await system.payments.post(paymentFor(), { 'idempotency-key': key });
    expect(await problemOf(response)).toMatchObject({ status: 400, type: `/problems/${code}` });
  });

  it.each([
    ['an unknown id', `/v1/payments/${randomUUID()}`, 404, 'payment-not-found'],
    ['an id that is none', '/v1/payments/42', 404, 'payment-not-found'],
    ['an unknown address', '/v2/payments', 404, 'not-found'],
    ['a bad page size', '/v1/payments?limit=0', 400, 'query-invalid'],
    ['a bad cursor', '/v1/payments?cursor=xyz', 400, 'query-invalid'],
    ['a repeated parameter', '/v1/payments?limit=1&limit=2', 400, 'query-invalid'],
    ['a broken percent code', '/v1/payments/%FF%', 400, 'bad-request'],
    ['an id of a thousand characters', `/v1/payments/${'x'.repeat(1_000)}`, 414, 'uri-too-long'],
  ])('returns a problem for GET %s', async (_what, path, status, code) => {
    expect(await problemOf(await system.payments.fetch(path))).toMatchObject({ status, type: `/problems/${code}` });
  });

  it('returns a problem for an unknown method', async () => {
    const response = await system.payments.fetch('/v1/payments', { method: 'DELETE' });
    expect(await problemOf(response)).toMatchObject({ status: 405, type: '/problems/method-not-allowed' });
  });

  it.each([
    ['what is not HTTP', 'HELLO\r\n\r\n', 400],
    ['headers of 64 KB', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(65_536)}\r\n\r\n`, 431],
  ])('returns a problem for %s', async (_what, text, status) => {
    const answer = await rawRequest(system.api.url, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
  });

  it('returns a problem whose type is the address of an explanation', async () => {
    const { type } = await problemOf(await system.payments.post('{'));
    expect(await (await system.payments.fetch(type)).json()).toMatchObject({ code: 'malformed-body', status: 400 });
  });

  it('returns security headers', async () => {
    const { headers } = await system.payments.post('{');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('An idempotency key of another payment', () => {
  it('is rejected with 422 and the id of that payment', async () => {
    const system = await System.start();
    try {
      const headers = { 'idempotency-key': `"${randomUUID()}"` };
      const first = await system.payments.post(paymentFor(), headers);
      const second = await system.payments.post(paymentFor(), headers);

      expect(await problemOf(second)).toMatchObject({ status: 422, type: '/problems/idempotency-key-reused' });
      expect(second.headers.get('location')).toBe(first.headers.get('location'));
      expect(await system.query('customer', 'select id from payments')).toHaveLength(1);
    } finally {
      await system.stop();
    }
  });
});

function rawRequest(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('utf8').on('data', (data: string) => (answer += data));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}
