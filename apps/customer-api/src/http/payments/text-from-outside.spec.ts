import { createHash, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { aPaymentRequest, InMemoryApi, type PaymentBody, type ProblemBody } from '../../testing/in-memory-api';
import { sendBytes } from '../../testing/send-bytes';
import { BODY_LIMIT_BYTES } from '../server/fastify-adapter';
import { PAYMENT_CURRENCIES } from './payment-currencies';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const CARD_NUMBER = '4111111111111111';

const BUSY_MACHINE_MILLISECONDS = 60_000;

/** 16 digits that look random and are the same in each run. */
const digitsOf = (seed: number): string =>
  (BigInt(`0x${createHash('sha256').update(String(seed)).digest('hex')}`) % 10n ** 16n).toString().padStart(16, '0');

describe('text from outside', () => {
  let api: InMemoryApi;

  beforeAll(async () => {
    api = await InMemoryApi.start();
  });

  afterAll(() => api.close());

  const postBytes = (headers: readonly string[], body = JSON.stringify(aPaymentRequest())) => {
    const head = [
      'POST /v1/payments HTTP/1.1',
      `host: ${new URL(api.url).host}`,
      'connection: close',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      `idempotency-key: ${randomUUID()}`,
      ...headers,
    ];
    return sendBytes(
      api.url,
      Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]),
    );
  };

  const statusOf = async (body: unknown, headers: Record<string, string> = {}): Promise<number> => {
    const response = await api.post(body, headers);
    await response.arrayBuffer();
    return response.status;
  };

  it.each(['/docs/%00', '/docs/a%00.js', '/docs/..%2fpackage.json', '/docs/.hidden', '/%00', '/v1/payments/%00'])(
    'answers %s with 404 and a problem',
    async (path) => {
      const response = await sendBytes(api.url, `GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);

      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(((await response.json()) as ProblemBody).status).toBe(404);
    },
  );

  it.each<[string, string, string | undefined]>([
    ['tabs around the commas', 'a=1\t,\tb=2', 'a=1,b=2'],
    ['a tab in the place of a comma', 'a=1\tb=2', undefined],
    ['a byte of no character', 'a=\x85', undefined],
    ['a letter outside ASCII', 'a=\xfc', undefined],
    ['a member without a value', 'a', undefined],
    ['a card number', `a=${CARD_NUMBER}`, undefined],
  ])('accepts a payment whose trace state has %s', async (_case, tracestate, kept) => {
    const response = await postBytes([`traceparent: ${TRACEPARENT}`, `tracestate: ${tracestate}`]);

    expect(response.status).toBe(202);
    const { requestId } = (await response.json()) as PaymentBody;
    const queued = { prefer: 'wait=30', 'if-none-match': '"v1"' };
    await api.fetch(`/v1/payments/${requestId}`, { headers: queued });
    const sent = api.broker.contents('sales').map((body) => JSON.parse(body) as Record<string, unknown>);
    expect(sent.find(({ subject }) => subject === requestId)).toMatchObject({ traceparent: TRACEPARENT });
    expect(sent.find(({ subject }) => subject === requestId)?.['tracestate']).toBe(kept);
  });

  it.each(['traceparent', 'prefer', 'if-none-match', 'accept', 'user-agent', 'cookie'])(
    'accepts a payment with any byte in %s',
    async (name) => {
      for (const text of ['\x80\x85\xff', '\t', '"', CARD_NUMBER]) {
        expect((await postBytes([`${name}: ${text}`])).status).toBe(202);
      }
    },
  );

  it.each(['\x85', 'a\tb', 'ü', CARD_NUMBER, '4111-1111-1111-1111'])(
    'refuses the client id %j, and does not say it back',
    async (clientId) => {
      const response = await postBytes([`x-client-id: ${clientId}`]);
      const text = await response.text();

      expect([response.status, (JSON.parse(text) as ProblemBody).type]).toEqual([400, '/problems/client-id-malformed']);
      expect(text).not.toContain(clientId);
    },
  );

  it('takes a byte order mark before the body for none of it', async () => {
    expect((await api.post(`\uFEFF${JSON.stringify(aPaymentRequest())}`)).status).toBe(202);
  });

  it('answers a compressed body with 415 and what is accepted', async () => {
    const response = await api.fetch('/v1/payments', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', 'idempotency-key': randomUUID() },
      body: gzipSync(JSON.stringify(aPaymentRequest())),
    });

    expect(response.status).toBe(415);
    expect(response.headers.get('accept-encoding')).toBe('identity');
    expect(await response.json()).toMatchObject({ type: '/problems/unsupported-media-type' });
  });

  it('refuses bytes that are not UTF-8 instead of storing others', async () => {
    const response = await api.fetch('/v1/payments', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: Buffer.from([...Buffer.from('{"x":"'), 0xff, ...Buffer.from('"}')]),
    });

    expect([response.status, ((await response.json()) as ProblemBody).type]).toEqual([400, '/problems/malformed-body']);
  });

  it.each(['XXX', 'XTS', 'XAU', 'XAG', 'XPT', 'XPD', 'XDR', 'XSU', 'XUA', 'XBA', 'XBB', 'XBC', 'XBD'])(
    'takes no payment in %s, which is no money',
    async (currency) => {
      const response = await api.post({ ...aPaymentRequest(), amount: { value: '1', currency } });

      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ pointer: '#/amount/currency' }] });
    },
  );

  it(
    'takes a payment in every currency that it lists',
    async () => {
      const statuses = await Promise.all(
        PAYMENT_CURRENCIES.map((currency) => statusOf({ ...aPaymentRequest(), amount: { value: '1', currency } })),
      );
      const refused = PAYMENT_CURRENCIES.filter((_currency, at) => statuses[at] !== 202);

      expect(refused).toEqual([]);
      expect(PAYMENT_CURRENCIES).toEqual(expect.arrayContaining(['EUR', 'XAF', 'XCD', 'XOF', 'XPF']));
    },
    BUSY_MACHINE_MILLISECONDS,
  );

  it(
    'takes 97 of 100 random keys of 16 digits, and none that is a card number',
    async () => {
      const keys = Array.from({ length: 200 }, (_, seed) => digitsOf(seed));
      const statuses = await Promise.all(keys.map((key) => statusOf(aPaymentRequest(), { 'idempotency-key': key })));

      expect(statuses.filter((status) => status === 202).length).toBeGreaterThanOrEqual(194);
      expect((await api.post(aPaymentRequest(), { 'idempotency-key': CARD_NUMBER })).status).toBe(400);
    },
    BUSY_MACHINE_MILLISECONDS,
  );

  it(
    'answers every other method of every address with 405 and those that there are',
    async () => {
      const wrong: string[] = [];
      const addresses = ['/v1/payments', `/v1/payments/${randomUUID()}`, `/v1/payments/${randomUUID()}/events`];
      for (const address of [...addresses, '/openapi.json', '/problems', '/problems/not-found', '/health/live']) {
        for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'PROPFIND']) {
          const response = await api.fetch(address, { method });
          const allow = address === '/v1/payments' ? 'GET, HEAD, POST' : 'GET, HEAD';
          if (response.status !== 405 || response.headers.get('allow') !== allow) wrong.push(`${method} ${address}`);
          expect(await response.json()).toMatchObject({ type: '/problems/method-not-allowed', status: 405 });
        }
      }

      expect(wrong).toEqual([]);
    },
    BUSY_MACHINE_MILLISECONDS,
  );

  it('reads no body that is longer than eight payments', async () => {
    const padded = (length: number) => JSON.stringify(aPaymentRequest()).padEnd(length);

    expect((await api.post(padded(BODY_LIMIT_BYTES))).status).toBe(202);
    expect((await api.post(padded(BODY_LIMIT_BYTES + 1))).status).toBe(413);
    expect(BODY_LIMIT_BYTES).toBeLessThanOrEqual(4_096);
  });
});
