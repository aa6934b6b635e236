import { randomUUID } from 'node:crypto';
import { InfrastructureError } from '@decouple/messaging-core';
import { AcceptPayment, GetPayment, ListPayments } from '@decouple/payments-domain';
import { aPaymentRequest, InMemoryApi, type ProblemBody } from '../testing/in-memory-api';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

/** Given by the HTTP parser, before there is a route. */
const OF_THE_CONNECTION = ['408', '431'];

describe('the OpenAPI document', () => {
  let api: InMemoryApi;
  let document: OpenApiDocument;

  beforeAll(async () => {
    api = await InMemoryApi.start();
    document = (await (await api.fetch('/openapi.json')).json()) as OpenApiDocument;
  });

  afterAll(() => api.close());
  afterEach(() => jest.restoreAllMocks());

  const useCase = { accept: AcceptPayment, get: GetPayment, list: ListPayments };
  const failing = async (name: keyof typeof useCase, error: Error, request: () => Promise<Response>) => {
    jest.spyOn(useCase[name].prototype, 'execute').mockRejectedValue(error);
    return request();
  };
  const broken = new Error('unforeseen');
  const down = new InfrastructureError('customer database', 'ECONNREFUSED');

  const post = (body: unknown = aPaymentRequest(), headers = {}) => api.post(body, headers);
  const get = (headers = {}, id = randomUUID() as string) => api.fetch(`/v1/payments/${id}`, { headers });
  const events = (headers = {}, id = randomUUID() as string) => api.fetch(`/v1/payments/${id}/events`, { headers });
  const list = (query = '') => api.fetch(`/v1/payments${query}`);
  const reused = async () => {
    const headers = { 'idempotency-key': `"${randomUUID()}"` };
    await post(aPaymentRequest(), headers);
    return post(aPaymentRequest(), headers);
  };
  const paid = async (headers = {}) => get(headers, (await api.pay()).requestId);

  /** Every status that each route can be brought to. */
  const ANSWERS: Readonly<Record<string, Readonly<Record<number, readonly (() => Promise<Response>)[]>>>> = {
    'post /v1/payments': {
      202: [() => post()],
      400: [
        () => post('{'),
        () => post({}),
        () => post({ ...aPaymentRequest(), note: '4111111111111111' }),
        () => post(undefined, { 'idempotency-key': '' }),
        () => post(undefined, { 'idempotency-key': '"unfinished' }),
        () => post(undefined, { 'x-client-id': 'not one' }),
      ],
      413: [() => post({ note: 'x'.repeat(20_000) })],
      415: [() => post(undefined, { 'content-type': 'text/plain' })],
      422: [reused],
      500: [() => failing('accept', broken, () => post())],
      503: [() => failing('accept', down, () => post())],
    },
    'get /v1/payments/{requestId}': {
      200: [() => paid()],
      304: [() => paid({ 'if-none-match': '*' })],
      400: [() => get({ 'x-client-id': 'not one' }), () => get({}, '%FF%')],
      404: [() => get(), () => get({}, '42')],
      414: [() => get({}, 'x'.repeat(200))],
      500: [() => failing('get', broken, () => get())],
      503: [() => failing('get', down, () => get())],
    },
    'get /v1/payments/{requestId}/events': {
      200: [
        async () => {
          const { requestId } = await api.pay();
          api.answerRecorded(requestId);
          return events({}, requestId);
        },
      ],
      400: [() => events({ 'x-client-id': 'not one' })],
      404: [() => events(), () => events({}, '42')],
      414: [() => events({}, 'x'.repeat(200))],
      500: [() => failing('get', broken, () => events())],
      503: [() => failing('get', down, () => events())],
    },
    'get /v1/payments': {
      200: [() => list()],
      400: [() => list('?limit=0'), () => list('?page=1')],
      500: [() => failing('list', broken, () => list())],
      503: [() => failing('list', down, () => list())],
    },
  };
  const CASES = Object.entries(ANSWERS).flatMap(([route, byStatus]) =>
    Object.entries(byStatus).flatMap(([status, requests]) =>
      requests.map((request, index) => [route, status, index + 1, request] as const),
    ),
  );

  const operationOf = (route: string): Operation => {
    const [method = '', path = ''] = route.split(' ');
    return document.paths[path]?.[method] ?? { responses: {} };
  };

  it('describes every route, and no more', () => {
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );

    expect(document.openapi).toBe('3.1.0');
    expect(routes.sort()).toEqual(Object.keys(ANSWERS).sort());
  });

  it.each(Object.keys(ANSWERS))('describes exactly the statuses that %s answers', (route) => {
    const answered = [...Object.keys(ANSWERS[route] ?? {}), ...OF_THE_CONNECTION];

    expect(Object.keys(operationOf(route).responses).sort()).toEqual(answered.sort());
  });

  it.each(CASES)('%s answers %s (%i) as described', async (route, status, _number, request) => {
    const response = await request();
    const described = Object.keys(operationOf(route).responses[status]?.content ?? {});
    const mediaType = response.headers.get('content-type')?.split(';')[0];

    expect(String(response.status)).toBe(status);
    expect(mediaType === undefined ? [] : [mediaType]).toEqual(described);
    if (Number(status) < 400) return;
    const problem = (await response.json()) as ProblemBody;
    const explanation = await api.fetch(problem.type);
    expect(await explanation.json()).toMatchObject({ title: problem.title, status: problem.status });
  });

  it('refers only to schemas that it has', () => {
    const referred = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name = '']) => name,
    );

    expect(referred).toContain('Problem');
    expect(referred.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });
});
