import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { RawConnection, requestText } from '../testing/raw-connection';
import { RecordingLog } from '../testing/recording-log';
import { createHttpAdapter, type HttpServerSettings } from './http-adapter';

const SETTINGS: HttpServerSettings = { requestTimeoutSeconds: 10, maxConnections: 100, allowedHosts: [] };

describe('an HTTP server', () => {
  let fastify: FastifyInstance;
  let url: string;
  let recording: RecordingLog;
  let told: string[];
  let dropped: number;

  afterEach(() => fastify.close());

  async function start(settings: Partial<HttpServerSettings> = {}): Promise<void> {
    recording = new RecordingLog();
    // Not those of the server before: its connections may end later.
    const own: string[] = [];
    told = own;
    dropped = 0;
    const adapter: FastifyAdapter = createHttpAdapter({
      settings: { ...SETTINGS, ...settings },
      bodyLimitBytes: 1_024,
      log: recording.log,
      observer: {
        ended: ({ request }, status) => void own.push(`${request.method} ${request.url} ${status}`),
        refused: (status) => void own.push(`refused ${status}`),
        dropped: () => void (dropped += 1),
      },
    });
    fastify = adapter.getInstance();
    fastify.setErrorHandler((error: Error & { facts?: { status: number; code: string } }, _request, reply) =>
      reply.status(error.facts?.status ?? 500).send({ code: error.facts?.code }),
    );
    fastify.all('/', async ({ body }) => ({ body }));
    fastify.get('/held', () => new Promise(() => undefined));
    url = await fastify.listen({ host: '127.0.0.1', port: 0 });
  }

  const open = () => RawConnection.open(url);

  /** Sends a request and reads until the server has closed the connection. */
  async function answerTo(text: string): Promise<string> {
    const connection = await open();
    await connection.send(text);
    await connection.closed;
    return connection.received;
  }

  it('answers and counts a request with an unknown Expect header like any other', async () => {
    await start();
    const headers = ['connection: close', 'content-length: 2', 'content-type: application/json'];
    const unknown = await answerTo(requestText('POST /', [...headers, 'expect: 200-maybe'], '{}'));
    const known = await answerTo(requestText('POST /', [...headers, 'expect: 100-continue'], '{}'));

    expect(unknown).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(known).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
    expect(told).toEqual(['POST / 200', 'POST / 200']);
  });

  describe('with a time limit for requests', () => {
    const LIMIT_SECONDS = 2;
    /** To the limit: how exactly it is kept. Beyond: what a busy machine takes. */
    const AT_MOST_SECONDS = 4;

    const seconds = async (act: (connection: RawConnection) => Promise<void>): Promise<[number, string]> => {
      const connection = await open();
      const from = performance.now();
      await act(connection);
      await connection.closed;
      return [(performance.now() - from) / 1_000, connection.received];
    };

    const slow: Readonly<Record<string, (connection: RawConnection) => Promise<void>>> = {
      'nothing at all': async () => undefined,
      'half a header': (connection) => connection.send('GET / HTTP/1.1\r\nhost: '),
      'half a body': (connection) =>
        connection.send(requestText('POST /', ['content-type: application/json', 'content-length: 300'], '{')),
      'half a request after a whole one': async (connection) => {
        await connection.send(requestText('GET /'));
        await connection.until('200 OK');
        await connection.send('GET / HTTP/1.1\r\nhost: ');
      },
      'the rest of a body that was refused already': async (connection) => {
        await connection.send(requestText('POST /', ['content-type: text/x', 'content-length: 300'], '{'));
      },
    };

    it.each(Object.entries(slow))('closes a connection with %s at the time limit', async (_what, act) => {
      await start({ requestTimeoutSeconds: LIMIT_SECONDS });
      const [elapsed] = await seconds(act);

      expect(elapsed).toBeGreaterThan(LIMIT_SECONDS - 0.1);
      expect(elapsed).toBeLessThan(AT_MOST_SECONDS);
    });

    it('responds with the reason once', async () => {
      await start({ requestTimeoutSeconds: 1 });
      const [, headers] = await seconds((connection) => connection.send('GET / HTTP/1.1\r\nhost: '));
      const [, silence] = await seconds(async () => undefined);

      expect(headers).toMatch(/^HTTP\/1.1 408 .*\r\ncontent-type: application\/problem\+json/);
      expect(silence).toBe('');
      expect(told).toEqual(['refused 408']);
    });

    it('does not limit a request that has arrived in full', async () => {
      await start({ requestTimeoutSeconds: 1 });
      const waiting = await open();
      await waiting.send(requestText('GET /held'));
      await seconds((connection) => connection.send('GET'));

      expect(waiting.received).toBe('');
      waiting.leave();
    });

    it('counts a request refused before its body arrived once', async () => {
      await start({ requestTimeoutSeconds: 1 });
      await seconds((connection) =>
        connection.send(requestText('POST /', ['content-type: text/x', 'content-length: 300'], '{')),
      );

      expect(told).toEqual([expect.stringMatching(/^POST \/ /)]);
    });
  });

  describe('with a maximum number of connections', () => {
    it('closes further connections, logs that at intervals, and accepts new ones later', async () => {
      await start({ maxConnections: 2 });
      const [first, second] = [await open(), await open()];
      await Promise.all([first, second].map((connection) => connection.send(requestText('GET /'))));
      await Promise.all([first, second].map((connection) => connection.until('200 OK')));
      for (let n = 0; n < 3; n += 1) await (await open()).closed;

      expect(dropped).toBe(3);
      expect(recording.of('connections are refused: the maximum is reached')).toMatchObject([
        { level: 'warn', maxConnections: 2 },
      ]);
      first.leave();
      await first.closed;
      const third = await open();
      await third.send(requestText('GET /'));
      await third.until('200 OK');
      for (const connection of [second, third]) connection.leave();
    });

    it('closes a connection that pipelines without a limit', async () => {
      await start();
      const connection = await open();
      await connection.send(requestText('GET /held').repeat(1_000));
      await connection.closed;

      expect(told).toHaveLength(101);
      expect(new Set(told)).toEqual(new Set(['GET /held 499']));
    });
  });

  describe('for known hosts', () => {
    const CLOSE = 'connection: close\r\n\r\n';
    const withHost = (host: string, target = '/') => `GET ${target} HTTP/1.1\r\nhost: ${host}\r\n${CLOSE}`;

    beforeEach(() => start({ allowedHosts: ['pay.example.com'] }));

    it.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST:8080', 'pay.example.com', 'Pay.Example.com:443'])(
      'answers to %s',
      async (host) => {
        expect(await answerTo(withHost(host))).toMatch(/^HTTP\/1.1 200 /);
      },
    );

    it.each([
      'evil.example.com',
      'localhost.evil.example.com',
      'pay.example.com.',
      '10.0.0.7',
      '[::2]',
      'xpay.example.com',
    ])('answers 421 to %s, on every route', async (host) => {
      for (const target of ['/', '/nowhere']) {
        const answer = await answerTo(withHost(host, target));
        expect(answer).toMatch(/^HTTP\/1.1 421 /);
        expect(answer).toContain('x-content-type-options: nosniff');
        expect(answer).toContain('misdirected-request');
      }
      expect(told).toEqual(['GET / 421', 'GET /nowhere 421']);
    });

    it.each([
      ['no host', `GET / HTTP/1.1\r\n${CLOSE}`],
      ['an empty host', withHost('')],
      ['two hosts', `GET / HTTP/1.1\r\nhost: localhost\r\nhost: evil.example.com\r\n${CLOSE}`],
      ['the same host twice', `GET / HTTP/1.1\r\nhost: localhost\r\nhost: localhost\r\n${CLOSE}`],
      ['a user', withHost('localhost@evil.example.com')],
      ['a port that is none', withHost('localhost:evil')],
      ['no host in HTTP/1.1, but one in the target', `GET http://localhost/ HTTP/1.1\r\n${CLOSE}`],
      ['a user in the target', withHost('localhost', 'http://localhost@evil.example.com/')],
    ])('answers 400 to a request with %s', async (_what, text) => {
      expect(await answerTo(text)).toMatch(/^HTTP\/1.1 400 /);
      expect(told).toEqual([expect.stringMatching(/^GET .* 400$/)]);
    });

    it('accepts HTTP/1.0 without a Host header', async () => {
      expect(await answerTo('GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
    });

    it.each([
      ['http://localhost/', 200],
      ['HTTP://PAY.example.com:80', 200],
      ['http://localhost/nowhere', 404],
      ['http://evil.example.com/', 421],
    ])('takes the host and the path of the target %s', async (target, status) => {
      expect(await answerTo(withHost('localhost', target))).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    });

    it('uses the host of the target rather than the header', async () => {
      expect(await answerTo(withHost('evil.example.com', 'http://localhost/'))).toMatch(/^HTTP\/1.1 200 /);
    });
  });

  it('accepts any host if configured', async () => {
    await start({ allowedHosts: ['*'] });

    expect(await answerTo(requestText('GET /', ['connection: close']).replace('localhost', 'any.example.com'))).toMatch(
      /^HTTP\/1.1 200 /,
    );
  });

  it('does not write a refusal into a response that has begun', async () => {
    await start();
    const connection = await open();
    await connection.send(`${requestText('GET /held')}NOT HTTP\r\n\r\n`);
    await connection.closed;

    expect(connection.received).toBe('');
    expect(told).toEqual(['GET /held 499']);
  });

  it('refuses and reports addresses that cannot be decoded', async () => {
    await start();

    expect(await answerTo(requestText('GET /%FF%', ['connection: close']))).toMatch(
      /^HTTP\/1.1 400 [^]*content-type: application\/problem\+json/,
    );
    expect(told).toEqual(['GET /%FF% 400']);
  });

  it('closes a refused connection if its client does not', async () => {
    await start();
    const connection = await RawConnection.open(url, { halfOpen: true });
    await connection.send('NOT HTTP\r\n\r\n');
    await connection.until('HTTP/1.1 400 ');
    const connections = () =>
      new Promise((resolve) => fastify.server.getConnections((_error, count) => resolve(count)));
    while ((await connections()) !== 0) await new Promise(setImmediate);
    connection.leave();
  });
});
