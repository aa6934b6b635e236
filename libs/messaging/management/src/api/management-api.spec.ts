import { type ConsumerHealth, InfrastructureError } from '@decouple/messaging-core';
import {
  InMemoryAttemptStore,
  InMemoryDeadLetterAdmin,
  InMemoryDeadLetterStore,
  InMemoryOutboxStore,
} from '@decouple/messaging-core/in-memory';
import { aDeadLetter, readOrder, VirtualClock } from '@decouple/messaging-core/testing';
import { createLog, Metrics } from '@decouple/platform';
import { parseExposition } from '@decouple/platform/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createManagementApi } from './management-api';
import { ManagementModule } from './management.module';

const REASON = 'The currency table is corrected (INC-7).';
const HANDLERS = [
  { messageType: 'test.happened.v1', handled: 0, lastHandledAt: undefined },
  { messageType: 'test.happened.v2', handled: 3, lastHandledAt: new Date('2026-11-22T10:00:00.000Z') },
];
const OPERATOR = { 'x-operator': 'ada@example.com' };

describe('the management API', () => {
  const clock = new VirtualClock();
  let outbox: InMemoryOutboxStore;
  let deadLetterStore: InMemoryDeadLetterStore;
  let admin: InMemoryDeadLetterAdmin;
  let app: NestFastifyApplication;
  let nudged: number;
  let queueHealth: ConsumerHealth;

  beforeEach(async () => {
    outbox = new InMemoryOutboxStore(clock);
    deadLetterStore = new InMemoryDeadLetterStore(clock, outbox, new InMemoryAttemptStore(clock, outbox));
    admin = new InMemoryDeadLetterAdmin(clock, deadLetterStore, outbox);
    nudged = 0;
    queueHealth = {
      breakerOpen: false,
      lastPollAgeMilliseconds: 0,
      pollsFailingForMilliseconds: undefined,
      lastOutageEndedAgeMilliseconds: undefined,
      oldestBatchAgeMilliseconds: undefined,
    };
    app = await createManagementApi(aModule(), createLog('test', 'silent'));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });

  afterEach(() => app.close());

  function aModule() {
    return ManagementModule.with({
      clock,
      store: { outbox, deadLetterAdmin: admin },
      announcer: { redriven: () => [] },
      read: readOrder,
      nudge: () => (nudged += 1),
      queue: { queue: 'orders', handlers: () => HANDLERS, health: () => queueHealth },
      gauge: { depths: async () => [{ queue: 'orders', waiting: 7, inFlight: 2 }] },
      health: { live: () => ({ ok: true, checks: {} }), ready: () => ({ ok: true, checks: { database: true } }) },
      metrics: new Metrics(),
    });
  }

  async function get<Body>(url: string): Promise<{ status: number; body: Body }> {
    const response = await app.inject({ method: 'GET', url });
    return { status: response.statusCode, body: response.json() };
  }

  async function post<Body>(
    url: string,
    payload: object | string,
    headers: Record<string, string> = OPERATOR,
  ): Promise<{ status: number; body: Body }> {
    const response = await app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', ...headers },
      payload,
    });
    return { status: response.statusCode, body: response.json() };
  }

  async function filed(count: number, facts: Parameters<typeof aDeadLetter>[0] = {}): Promise<void> {
    for (let n = 0; n < count; n += 1) await deadLetterStore.add(aDeadLetter(facts));
  }

  it('reports health, queue and outbox', async () => {
    expect(await get('/health/ready')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await get('/v1/queues')).toMatchObject({
      body: { queues: [{ queue: 'orders', messageTypes: ['test.happened.v1', 'test.happened.v2'], state: 'pulling' }] },
    });
    expect(await get('/v1/outbox')).toEqual({ status: 200, body: { count: 0, oldestAgeSeconds: 0 } });
  });

  it('lists handled message versions and which are still received', async () => {
    expect(await get('/v1/handlers')).toEqual({
      status: 200,
      body: {
        handlers: [
          { queue: 'orders', messageType: 'test.happened.v1', handled: 0 },
          {
            queue: 'orders',
            messageType: 'test.happened.v2',
            handled: 3,
            lastHandledAt: '2026-11-22T10:00:00.000Z',
          },
        ],
      },
    });
  });

  it('reports queue depths', async () => {
    expect(await get('/v1/queue-depths')).toEqual({
      status: 200,
      body: { depths: [{ queue: 'orders', waiting: 7, inFlight: 2 }] },
    });
  });

  it('serves metrics in the Prometheus text format', async () => {
    const response = await app.inject({ method: 'GET', url: '/metrics' });

    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(parseExposition(response.body).has('process_start_time_seconds')).toBe(true);
  });

  it('may be used by the pages of the one origin that is the console, and by no other', async () => {
    expect((await app.inject({ method: 'GET', url: '/v1/outbox' })).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
    const withConsole = await createManagementApi(aModule(), createLog('test', 'silent'), undefined, {
      consoleOrigin: 'https://console.example.com',
    });
    await withConsole.init();
    const fastify = withConsole.getHttpAdapter().getInstance();
    await fastify.ready();
    const preflight = await withConsole.inject({
      method: 'OPTIONS',
      url: '/v1/dead-letters/redrive',
      headers: { origin: 'https://elsewhere.example.com', 'access-control-request-method': 'POST' },
    });
    await withConsole.close();

    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': 'https://console.example.com',
      'access-control-allow-headers': 'content-type, x-operator',
    });
  });

  it('answers to the hosts that are allowed, and to no other', async () => {
    const asked = async (host: string) =>
      (await app.inject({ method: 'POST', url: '/v1/dead-letters/discard', headers: { host } })).statusCode;

    expect(await asked('evil.example.com')).toBe(421);
    expect(await asked('localhost:3100')).not.toBe(421);
  });

  it('tells browsers that its answers are data', async () => {
    for (const url of ['/v1/outbox', '/nowhere', '/metrics']) {
      expect((await app.inject({ method: 'GET', url })).headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  it.each([
    ['paused', { breakerOpen: true }],
    ['starting', { lastPollAgeMilliseconds: undefined }],
  ])('says that the queue is %s', async (state, facts) => {
    queueHealth = { ...queueHealth, ...facts };

    expect(await get('/v1/queues')).toMatchObject({ body: { queues: [{ state }] } });
  });

  it('lists dead letters in pages, without their bodies', async () => {
    await filed(3);
    type Page = { deadLetters: { id: string; body?: string }[]; next?: string };
    const { body: first } = await get<Page>('/v1/dead-letters?limit=2');
    const { body: second } = await get<Page>(`/v1/dead-letters?limit=2&after=${first.next}`);

    expect(first.deadLetters.map(({ id }) => id)).toEqual(['3', '2']);
    expect(second.deadLetters.map(({ id }) => id)).toEqual(['1']);
    expect(second.next).toBeUndefined();
    expect(first.deadLetters[0]).not.toHaveProperty('body');
  });

  it('finds dead letters by what they have in common, and counts them', async () => {
    await filed(2, { reasonCode: 'message-invalid' });
    await filed(1, { reasonCode: 'attempts-exhausted' });

    expect(
      (await get<{ deadLetters: object[] }>('/v1/dead-letters?reasonCode=message-invalid')).body.deadLetters,
    ).toHaveLength(2);
    expect((await get<{ deadLetters: object[] }>('/v1/dead-letters?ids=1,3')).body.deadLetters).toHaveLength(2);
    expect(await get('/v1/dead-letters/groups')).toMatchObject({
      body: {
        groups: [
          { reasonCode: 'message-invalid', letters: 2 },
          { reasonCode: 'attempts-exhausted', letters: 1 },
        ],
      },
    });
  });

  it('shows a whole dead letter by its number, and a 404 for any other', async () => {
    await filed(1, { body: 'this is not JSON' });

    expect(await get('/v1/dead-letters/1')).toMatchObject({ status: 200, body: { id: '1', body: 'this is not JSON' } });
    for (const id of ['2', 'x', '99999999999999999999']) {
      expect(await get(`/v1/dead-letters/${id}`)).toMatchObject({
        status: 404,
        body: { type: '/problems/dead-letter-not-found' },
      });
    }
  });

  it('redrives and records operator and reason', async () => {
    await filed(3);
    const answer = await post('/v1/dead-letters/redrive', {
      selection: { ids: ['1', '2'] },
      reason: REASON,
      messagesPerSecond: 0.5,
    });

    expect(answer).toMatchObject({ status: 200, body: { letters: 2, skipped: 0, remaining: 0, spreadSeconds: 2 } });
    expect((await outbox.backlog()).count).toBe(2);
    expect(nudged).toBe(1);
    expect(await get('/v1/dead-letters/decisions')).toMatchObject({
      body: { decisions: [{ action: 'redrive', operator: 'ada@example.com', reason: REASON, letters: 2 }] },
    });
  });

  it('discards', async () => {
    await filed(2);
    const answer = await post('/v1/dead-letters/discard', { selection: {}, all: true, reason: REASON });

    expect(answer).toMatchObject({ status: 200, body: { letters: 2, dryRun: false } });
    expect(await deadLetterStore.count()).toBe(0);
  });

  it.each(['redrive', 'discard'])('changes nothing in a dry %s', async (action) => {
    await filed(2);
    const answer = await post(`/v1/dead-letters/${action}`, {
      selection: { queue: 'orders' },
      reason: REASON,
      dryRun: true,
    });

    expect(answer).toMatchObject({ status: 200, body: { letters: 2, dryRun: true } });
    expect(await deadLetterStore.count()).toBe(2);
  });

  it('refuses a selection without any condition, unless all are meant', async () => {
    await filed(1);
    const answer = await post('/v1/dead-letters/redrive', { selection: {}, reason: REASON });

    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/selection' }] } });
    expect(await deadLetterStore.count()).toBe(1);
  });

  it.each<[string, object | string, string]>([
    ['without a reason', { selection: { ids: ['1'] } }, '#/reason'],
    ['with an escape in the reason', { selection: { ids: ['1'] }, reason: 'red \u001b[31m' }, '#/reason'],
    ['with NUL in the reason', { selection: { ids: ['1'] }, reason: 'nothing \u0000' }, '#/reason'],
    ['with a card number in the reason', { selection: { ids: ['1'] }, reason: 'paid 4111111111111111' }, '#/reason'],
    ['without a selection', { reason: REASON }, '#/selection'],
    ['with a condition that does not exist', { selection: { shape: 'round' }, reason: REASON }, '#/selection/shape'],
    ['with a number that is none', { selection: { ids: ['x'] }, reason: REASON }, '#/selection/ids'],
    ['with a moment that is none', { selection: { seenBefore: 'soon' }, reason: REASON }, '#/selection/seenBefore'],
    ['at no rate', { selection: { ids: ['1'] }, reason: REASON, messagesPerSecond: 0 }, '#/messagesPerSecond'],
    ['of more than fits', { selection: { ids: ['1'] }, reason: REASON, limit: 1_001 }, '#/limit'],
    ['with something else in the body', '[]', '#'],
  ])('refuses a redrive %s, and says where', async (_, payload, pointer) => {
    await filed(1);

    expect(await post('/v1/dead-letters/redrive', payload)).toMatchObject({
      status: 400,
      body: { type: '/problems/request-invalid', errors: [{ pointer }] },
    });
    expect(await deadLetterStore.count()).toBe(1);
  });

  it.each([{}, { 'x-operator': '' }, { 'x-operator': '<script>' }])(
    'refuses a decision without an operator (%j)',
    async (headers) => {
      await filed(1);
      const answer = await post('/v1/dead-letters/discard', { selection: { ids: ['1'] }, reason: REASON }, headers);

      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: 'header:x-operator' }] } });
      expect(await deadLetterStore.count()).toBe(1);
    },
  );

  it.each(['shape=round', 'limit=0', 'limit=501', 'limit=x', 'after=x', 'ids=1,x', 'seenSince=soon'])(
    'refuses the query %s',
    async (query) => {
      expect(await get(`/v1/dead-letters?${query}`)).toMatchObject({ status: 400 });
    },
  );

  it('answers a body that is not JSON, and an address that does not exist, with a problem', async () => {
    expect(await post('/v1/dead-letters/redrive', '{')).toMatchObject({
      status: 400,
      body: { type: '/problems/bad-request' },
    });
    expect(await get('/v1/dead')).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
  });

  it('says that the database is down when it is', async () => {
    jest.spyOn(admin, 'list').mockRejectedValue(new InfrastructureError('orders database', 'ECONNREFUSED'));

    expect(await get('/v1/dead-letters')).toMatchObject({
      status: 503,
      body: { type: '/problems/temporarily-unavailable', detail: expect.stringContaining('orders database') as string },
    });
  });
});
