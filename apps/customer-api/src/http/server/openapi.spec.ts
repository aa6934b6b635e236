import { randomUUID } from 'node:crypto';
import { InfrastructureError } from '@decouple/messaging-core';
import { AcceptPayment, GetPayment, ListPayments } from '@decouple/payments-domain';
import { REQUEST_EXAMPLES } from '../payments/payment-examples';
import { requestOtherHost } from '../../testing/request-other-host';
import { aPaymentRequest, InMemoryApi, type ProblemBody } from '../../testing/in-memory-api';
import { sendBytes } from '../../testing/send-bytes';

interface DescribedAnswer {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly examples?: Readonly<Record<string, { value: unknown }>> }>>;
}

interface Operation {
  readonly requestBody?: DescribedAnswer;
  readonly responses: Readonly<Record<string, DescribedAnswer>>;
}

interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

/** Given by the HTTP parser, before there is a route. */
const OF_THE_CONNECTION = ['408', '431'];
/** Shown where the limit of payments in flight is tested. */
const OF_THE_LIMIT = ['overloaded'];

/** Of HTTP itself, of the policies for browsers, and of content that the document describes by its media type. */
const GENERAL_HEADERS = [
  ...['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'transfer-encoding'],
  ...['content-security-policy', 'cross-origin-resource-policy', 'strict-transport-security'],
  ...['x-content-type-options', 'x-frame-options'],
];

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
  const list = (query = '', headers = {}) => api.fetch(`/v1/payments${query}`, { headers });
  const reused = async () => {
    const headers = { 'idempotency-key': `"${randomUUID()}"` };
    await post(aPaymentRequest(), headers);
    return post(aPaymentRequest(), headers);
  };
  const paid = async (headers = {}) => get(headers, (await api.pay()).requestId);

  /** A request that the HTTP parser refuses before there is a route. */
  const notHttp = (method: string, path: string) =>
    sendBytes(api.url, `${method} ${path} HTTP/1.1\r\nno header\r\n\r\n`);

  const misdirected = (method: string, path: string) =>
    requestOtherHost(method, `${api.url}/v1/payments${path}`, 'elsewhere.example.com');

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
        () => notHttp('POST', '/v1/payments'),
      ],
      413: [() => post({ note: 'x'.repeat(20_000) })],
      415: [
        () => post(undefined, { 'content-type': 'text/plain' }),
        () => post(undefined, { 'content-encoding': 'gzip' }),
      ],
      421: [() => misdirected('POST', '')],
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
      421: [() => misdirected('GET', `/${randomUUID()}`)],
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
      400: [() => events({ 'x-client-id': 'not one' }), () => events({}, '%FF%')],
      404: [() => events(), () => events({}, '42')],
      414: [() => events({}, 'x'.repeat(200))],
      421: [() => misdirected('GET', `/${randomUUID()}/events`)],
      500: [() => failing('get', broken, () => events())],
      503: [() => failing('get', down, () => events())],
    },
    'get /v1/payments': {
      200: [() => list()],
      400: [
        () => list('?limit=0'),
        () => list('?page=1'),
        () => list('', { 'x-client-id': 'not one' }),
        () => notHttp('GET', '/v1/payments'),
      ],
      421: [() => misdirected('GET', '')],
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
    const answer = operationOf(route).responses[status];
    const described = Object.keys(answer?.content ?? {});
    const mediaType = response.headers.get('content-type')?.split(';')[0];

    expect(String(response.status)).toBe(status);
    expect(mediaType === undefined ? [] : [mediaType]).toEqual(described);
    expect(undescribedHeaders(response, answer)).toEqual([]);
    if (Number(status) < 400) return;
    const problem = (await response.json()) as ProblemBody;
    expect(Object.keys(examplesOf(answer))).toContain(problem.type.slice('/problems/'.length));
    const explanation = await api.fetch(problem.type);
    expect(await explanation.json()).toMatchObject({ title: problem.title, status: problem.status });
  });

  it.each(Object.keys(ANSWERS))(
    'shows for %s exactly the kinds of problem that it can be brought to',
    async (route) => {
      const { responses } = operationOf(route);
      const shown = Object.entries(responses).flatMap(([status, answer]) =>
        Number(status) < 400 || OF_THE_CONNECTION.includes(status) ? [] : Object.keys(examplesOf(answer)),
      );
      const met = new Set<string>();
      for (const [status, requests] of Object.entries(ANSWERS[route] ?? {})) {
        if (Number(status) < 400) continue;
        for (const request of requests) {
          met.add(((await (await request()).json()) as ProblemBody).type.slice('/problems/'.length));
          jest.restoreAllMocks();
        }
      }

      expect(shown.filter((code) => !OF_THE_LIMIT.includes(code)).sort()).toEqual([...met].sort());
    },
  );

  it('shows an example of every body, sent or answered', () => {
    const bodies = Object.values(document.paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap(({ requestBody, responses }) => [requestBody ?? {}, ...Object.values(responses)])
      .flatMap(({ content }) => Object.values(content ?? {}));

    expect(bodies.length).toBeGreaterThan(20);
    expect(bodies.filter(({ examples }) => Object.keys(examples ?? {}).length === 0)).toEqual([]);
  });

  it.each(Object.entries(REQUEST_EXAMPLES))('accepts the example "%s"', async (_name, { value }) => {
    expect((await post(value)).status).toBe(202);
  });

  it('closes what a client sends, as the service does', () => {
    const closed = Object.entries(document.components.schemas).filter(
      ([, schema]) => (schema as { additionalProperties?: boolean }).additionalProperties === false,
    );

    expect(closed.map(([name]) => name).sort()).toEqual(['Amount', 'PaymentMethod', 'PaymentRequest']);
  });

  it('refers only to schemas that it has', () => {
    const referred = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name = '']) => name,
    );

    expect(referred).toContain('Problem');
    expect(referred.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });
});

function examplesOf(answer: DescribedAnswer | undefined): object {
  return answer?.content?.['application/problem+json']?.examples ?? {};
}

function undescribedHeaders(response: Response, answer: DescribedAnswer | undefined): string[] {
  const described = Object.keys(answer?.headers ?? {}).map((name) => name.toLowerCase());
  return [...response.headers.keys()].filter((name) => !described.includes(name) && !GENERAL_HEADERS.includes(name));
}
