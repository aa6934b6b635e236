import { randomUUID } from 'node:crypto';
import { Deferred } from '@decouple/messaging-core/testing';
import { InMemoryPaymentStore } from '@decouple/payments-domain/in-memory';
import { RawConnection, requestText, type Series, valuesOf } from '@decouple/platform/testing';
import { RequestSignal } from '../payments/request-signal';
import { aPaymentRequest, InMemoryApi } from '../../testing/in-memory-api';

const PAYMENTS = '/v1/payments';

describe('a connection that ends before its answer', () => {
  let api: InMemoryApi;

  beforeAll(async () => {
    api = await InMemoryApi.start({ REQUEST_TIMEOUT_SECONDS: '1' });
  });
  afterAll(() => api.close());
  afterEach(() => jest.restoreAllMocks());

  const open = () => RawConnection.open(api.url);
  const headers = (...more: readonly string[]) => [
    'content-type: application/json',
    `idempotency-key: "${randomUUID()}"`,
    ...more,
  ];
  const payment = (path = PAYMENTS): string => {
    const body = JSON.stringify(aPaymentRequest());
    return requestText(`POST ${path}`, headers(`content-length: ${body.length}`), body);
  };
  const cutPayment = (path = PAYMENTS): string => requestText(`POST ${path}`, headers('content-length: 300'), '{');
  const chunked = (chunks: string): string =>
    requestText(`POST ${PAYMENTS}`, headers('transfer-encoding: chunked'), chunks);

  const inFlight = async () => valuesOf(await api.metrics(), [['decouple_payments_in_flight']])[0];
  const lines = () => api.recording.of('request').map(({ method, route, status }) => [method, route, status]);

  /** Lines of the access log since a moment, as soon as there are that many. */
  async function linesSince(before: number, count: number): Promise<unknown[][]> {
    await api.recording.until('request', before + count);
    return lines().slice(before);
  }

  /** Holds every payment in the store until it is released. */
  function holdStore(): { readonly entered: Promise<void>; readonly release: () => void } {
    const [entered, release] = [new Deferred(), new Deferred()];

    const add = InMemoryPaymentStore.prototype.add;
    jest.spyOn(InMemoryPaymentStore.prototype, 'add').mockImplementation(async function (
      this: InMemoryPaymentStore,
      ...args
    ) {
      entered.resolve();
      await release.promise;
      return add.apply(this, args);
    });
    return { entered: entered.promise, release: release.resolve };
  }

  const endings: Readonly<Record<string, readonly [(connection: RawConnection) => Promise<void>, ...unknown[][]]>> = {
    'a body that is cut': [
      async (connection) => {
        await connection.send(cutPayment());
        connection.leave();
      },
      ['POST', PAYMENTS, 499],
    ],
    'FIN in the body': [
      async (connection) => {
        await connection.send(cutPayment());
        connection.finish();
      },
      ['POST', PAYMENTS, 499],
    ],
    'RST in the body': [
      async (connection) => {
        await connection.send(cutPayment());
        await pause();
        connection.reset();
      },
      ['POST', PAYMENTS, 499],
    ],
    'a broken chunk': [
      async (connection) => {
        await connection.send(chunked('5\r\n{"a":\r\nNOT A SIZE\r\n'));
        await connection.until('HTTP/1.1 400 ');
      },
      ['POST', PAYMENTS, 400],
    ],
    'a body that takes too long': [
      async (connection) => {
        await connection.send(cutPayment());
        await connection.until('HTTP/1.1 408 ');
      },
      ['POST', PAYMENTS, 408],
    ],
    'headers that take too long': [
      async (connection) => {
        await connection.send('POST /v1/payments HTTP/1.1\r\nhost: ');
        await connection.until('HTTP/1.1 408 ');
      },
      ['none', 'none', 408],
    ],
    'an unknown path with a body that is cut': [
      async (connection) => {
        await connection.send(cutPayment('/nowhere'));
        connection.leave();
      },
      ['POST', 'none', 499],
    ],
    'what is not HTTP': [
      async (connection) => {
        await connection.send('HELLO\r\n\r\n');
        await connection.until('HTTP/1.1 400 ');
      },
      ['none', 'none', 400],
    ],
  };

  it.each(Object.entries(endings))(
    'by %s is logged and counted once, and holds no slot',
    async (_what, [act, ...expected]) => {
      const before = lines().length;
      const counted = await count(expected);
      const connection = await open();
      await act(connection);
      await connection.closed;

      expect(await linesSince(before, expected.length)).toEqual(expected);
      expect(await count(expected)).toBe(counted + expected.length);
      expect(await inFlight()).toBe(0);
      expect(api.recording.lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );

  async function count(requests: readonly unknown[][]): Promise<number> {
    const series = requests.map(([method, route, status]): Series => [
      'decouple_http_responses_total',
      { method: String(method), route: String(route), status: String(status) },
    ]);
    return valuesOf(await api.metrics(), series).reduce<number>((sum, value) => sum + (value ?? 0), 0);
  }

  it.each(['leave', 'reset', 'finish'] as const)(
    'by a client that calls %s after its request is logged once, and stored',
    async (ending) => {
      const store = holdStore();
      const before = lines().length;
      const connection = await open();
      await connection.send(payment());
      await store.entered;
      expect(await inFlight()).toBe(1);
      connection[ending]();
      await connection.closed;

      expect(await linesSince(before, 1)).toEqual([['POST', PAYMENTS, 499]]);
      // The store still has the work.
      expect(await inFlight()).toBe(1);
      store.release();
      await gauge(0);
      expect(lines().slice(before)).toHaveLength(1);
    },
  );

  async function gauge(value: number): Promise<void> {
    while ((await inFlight()) !== value) await pause();
  }

  it('leaves no trace of pipelined requests either', async () => {
    const store = holdStore();
    const before = lines().length;
    const connection = await open();
    await connection.send(`${payment()}${payment()}${requestText('GET /v1/payments')}${cutPayment()}`);
    await store.entered;
    await gauge(2);
    connection.reset();

    const ended = await linesSince(before, 4);
    expect(ended.filter(([method, , status]) => method === 'POST' && status === 499)).toHaveLength(3);
    expect(ended.filter(([method, , status]) => method === 'GET' && status === 499)).toHaveLength(1);
    store.release();
    await gauge(0);
    expect(lines().slice(before)).toHaveLength(4);
  });

  it('does not take the refusal of what follows for the answer to a payment', async () => {
    const store = holdStore();
    const connection = await open();
    await connection.send(`${payment()}NOT HTTP\r\n\r\n`);
    await connection.closed;
    store.release();

    expect(connection.received).toBe('');
    await gauge(0);
  });

  it('takes no slot for good: payments are accepted after many more of them than there are slots', async () => {
    const other = await InMemoryApi.start({ MAX_IN_FLIGHT_PAYMENTS: '10' });
    for (let n = 0; n < 10; n += 1) expect((await other.post({})).status).toBe(400);
    const kinds = [cutPayment(), cutPayment('/nowhere'), chunked('5\r\n{"a"'), payment()];
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(
        Array.from({ length: 40 }, async (_each, index) => {
          const connection = await RawConnection.open(other.url);
          await connection.send(kinds[index % kinds.length] ?? '');
          if (index % 8 < 4) connection.leave();
          else connection.reset();
          await connection.closed;
        }),
      );
    }
    let status = 503;
    while (status === 503) ({ status } = await other.post(aPaymentRequest()));

    expect(status).toBe(202);
    expect(valuesOf(await other.metrics(), [['decouple_payments_in_flight']])).toEqual([0]);
    await other.close();
  }, 60_000);

  it('is enforced while the server is busy, too', async () => {
    const other = await InMemoryApi.start({ MAX_IN_FLIGHT_PAYMENTS: '1' });
    const store = holdStore();
    const connections = await Promise.all([RawConnection.open(other.url), RawConnection.open(other.url)]);
    await connections[0].send(payment());
    await store.entered;
    await connections[1].send(payment());
    await connections[1].until('HTTP/1.1 503 ');
    for (const connection of connections) connection.reset();
    store.release();
    const statuses = (await other.recording.until('request', 2)).map(({ status }) => status);

    expect(statuses).toEqual([503, 499]);
    let status = 503;
    while (status === 503) ({ status } = await other.post(aPaymentRequest()));
    expect(status).toBe(202);
    await other.close();
  });

  it.each([
    ['a held question', ''],
    ['a stream', '/events'],
  ])('ends %s, also where it waits behind another on the same connection', async (_what, path) => {
    const { requestId } = await api.pay();
    await api.fetch(`${PAYMENTS}/${requestId}`, { headers: { prefer: 'wait=30', 'if-none-match': '"v1"' } });
    const before = lines().length;
    const signals: AbortSignal[] = [];
    const held = new Deferred();

    const of = RequestSignal.prototype.of;
    jest.spyOn(RequestSignal.prototype, 'of').mockImplementation(function (this: RequestSignal, reply) {
      signals.push(of.call(this, reply));
      if (signals.length === 2) held.resolve();
      return signals.at(-1) as AbortSignal;
    });
    const connection = await open();
    await connection.send(requestText(`GET ${PAYMENTS}/${requestId}${path}`, ['prefer: wait=30']).repeat(2));
    await held.promise;
    connection.reset();
    const ended = await linesSince(before, 2);

    expect(ended).toEqual(Array(2).fill(['GET', `${PAYMENTS}/:requestId${path}`, 499]));
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  it('counts a payment only when its body has arrived', async () => {
    const other = await InMemoryApi.start({ MAX_IN_FLIGHT_PAYMENTS: '1' });
    const slow = await Promise.all(Array.from({ length: 50 }, () => RawConnection.open(other.url)));
    await Promise.all(slow.map((connection) => connection.send(cutPayment())));
    const { status } = await other.post(aPaymentRequest());

    expect(status).toBe(202);
    for (const connection of slow) connection.leave();
    await other.close();
  });
});

/** One turn of the event loop, for the operating system to deliver what was sent. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 1));
