import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { HttpDrain } from './http-drain';

const ENOUGH_MILLISECONDS = 600_000;
const REQUEST = 'GET / HTTP/1.1\r\nhost: test\r\n\r\n';

describe('HttpDrain', () => {
  let server: Server;
  let drain: HttpDrain;

  afterEach(() => {
    jest.restoreAllMocks();
    server.closeAllConnections();
  });

  /** Time stands still until the test moves it. */
  function stopTheClock() {
    let now = performance.now();
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
    return {
      /** Resolves when the drain has looked at its connections after that time. */
      pass: async (milliseconds: number): Promise<void> => {
        now += milliseconds;
        const seen = clock.mock.calls.length;
        while (clock.mock.calls.length < seen + 2) await new Promise((resolve) => setImmediate(resolve));
      },
    };
  }

  async function serve(answer: RequestListener, graceMilliseconds = ENOUGH_MILLISECONDS): Promise<void> {
    server = createServer(answer);
    // As the framework does.
    server.on('clientError', (_error, socket) => void socket.end('HTTP/1.1 408 Request Timeout\r\n\r\n'));
    drain = new HttpDrain(server, graceMilliseconds);
    await once(server.listen(0, '127.0.0.1'), 'listening');
  }

  /** A client that sends these bytes and nothing more. */
  async function send(bytes: string): Promise<Socket> {
    const accepted = once(server, 'connection');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    await Promise.all([accepted, once(socket, 'connect')]);
    socket.write(bytes);
    return socket;
  }

  /** Resolves with the answer of a request that the server has got and not answered. */
  async function requestInHand(): Promise<{ readonly client: Socket; readonly response: ServerResponse }> {
    const requested = once(server, 'request') as Promise<[unknown, ServerResponse]>;
    const client = await send(REQUEST);
    const [, response] = await requested;
    return { client, response };
  }

  it('waits for a response in progress, and closes its connection afterwards', async () => {
    await serve(() => undefined);
    const { client, response } = await requestInHand();
    const answer = text(client);
    const closed = drain.close();
    response.end('done');
    await closed;

    expect(await answer).toMatch(/^HTTP\/1.1 200 OK\r\nconnection: close\r\n[^]*done/i);
  });

  it('waits longer for a response in progress than for a client', async () => {
    await serve(() => undefined);
    const { client, response } = await requestInHand();
    const answer = text(client);
    const clock = stopTheClock();
    const closed = drain.close();
    await clock.pass(60_000);
    await clock.pass(60_000);
    response.end('done');
    await closed;

    expect(await answer).toContain('done');
  });

  it('closes an idle connection at once', async () => {
    await serve((_request, response) => void response.end());
    const client = await send(REQUEST);
    await once(client, 'data');
    stopTheClock();

    await expect(drain.close()).resolves.toBeUndefined();
  });

  it('abandons a response at the end of the grace period', async () => {
    await serve(() => undefined, 0);
    const { client } = await requestInHand();
    await drain.close();

    expect(await text(client)).toBe('');
  });

  it.each([
    ['sends nothing', '', ''],
    ['sends half a head', 'POST / HTTP/1.1\r\nhost:', 'HTTP/1.1 408'],
    ['sends half a body', 'POST / HTTP/1.1\r\nhost: test\r\ncontent-length: 300\r\n\r\n{', 'HTTP/1.1 408'],
    ['sends half a request on a kept connection', `${REQUEST}POST / HTTP/1.1\r\nho`, 'HTTP/1.1 200'],
    ['keeps its connection open', REQUEST, 'HTTP/1.1 200'],
  ])('does not wait for a client that %s', async (_what, bytes, answer) => {
    await serve((request, response) => void request.resume().on('end', () => response.end()));
    const client = await send(bytes);
    const answered = text(client);
    if (bytes.startsWith(REQUEST)) await once(client, 'data');
    await drain.close();

    expect((await answered).startsWith(answer)).toBe(true);
  });

  it('does not wait for a client that does not read its response', async () => {
    const large = Buffer.alloc(50_000_000);
    await serve((_request, response) => void response.end(large));
    const requested = once(server, 'request');
    const client = await send(REQUEST);
    client.pause();
    await requested;

    await expect(drain.close()).resolves.toBeUndefined();
  });

  it('lets a client read its whole response', async () => {
    const large = Buffer.alloc(5_000_000, 'x');
    await serve((_request, response) => void response.end(large));
    const requested = once(server, 'request');
    const client = await send(REQUEST);
    client.pause();
    await requested;
    const closed = drain.close();
    const answer = await text(client);
    await closed;

    expect(answer).toHaveLength(large.length + answer.indexOf('\r\n\r\n') + 4);
  });

  it('accepts the rest of a request that has begun, and responds', async () => {
    await serve((request, response) => void request.resume().on('end', () => response.end('whole')));
    const requested = once(server, 'request');
    const client = await send('POST / HTTP/1.1\r\nhost: test\r\ncontent-length: 2\r\n\r\n{');
    await requested;
    const answer = text(client);
    const closed = drain.close();
    client.write('}');
    await closed;

    expect(await answer).toMatch(/connection: close[^]*whole/i);
  });

  it('serves clients while it leaves, and asks each to reconnect', async () => {
    await serve((_request, response) => void response.end('served'));
    drain.leave();
    const answer = await text(await send(REQUEST));

    expect(answer).toMatch(/connection: close[^]*served/i);
    await drain.close();
    expect(server.listening).toBe(false);
  });
});
