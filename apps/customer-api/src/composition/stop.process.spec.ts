import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { ApiProcess } from '../testing/api-process';
import { aPaymentRequest, type PaymentBody } from '../testing/in-memory-api';

jest.setTimeout(120_000);

/** Far above what a stop takes here, far below what it took when it waited for its clients. */
const PROMPT_MILLISECONDS = 15_000;

describe('a stop of customer-api', () => {
  let api: ApiProcess;
  const sockets: Socket[] = [];

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await api.kill();
  });

  /** A client that sends these bytes to the server and nothing more. */
  async function send(url: string, bytes: string): Promise<Socket> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname).on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    socket.write(bytes);
    return socket;
  }

  const head = (line: string, ...headers: string[]): string =>
    `${[line, 'host: localhost', ...headers].join('\r\n')}\r\n\r\n`;

  async function pay(): Promise<PaymentBody> {
    const response = await fetch(`${api.url}/v1/payments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `"${randomUUID()}"` },
      body: JSON.stringify(aPaymentRequest()),
    });
    return (await response.json()) as PaymentBody;
  }

  it('waits for no client, ends streams with a hint, and answers held requests at once', async () => {
    api = await ApiProcess.start();
    const { requestId } = await pay();
    const { headers } = await fetch(`${api.url}/v1/payments/${requestId}`);
    await send(api.url, '');
    await send(api.url, 'POST /v1/payments HTTP/1.1\r\nhos');
    await send(api.url, `${head('POST /v1/payments HTTP/1.1', 'content-length: 300')}{`);
    await send(api.managementUrl, 'GET /health/live HTTP/1.1\r\nhos');
    const kept = await send(api.url, head('GET /health/live HTTP/1.1'));
    await once(kept, 'data');
    kept.write('GET /health/li');
    for (const url of [api.url, api.managementUrl])
      await once(await send(url, head('GET /health/live HTTP/1.1')), 'data');
    const held = fetch(`${api.url}/v1/payments/${requestId}`, {
      headers: { prefer: 'wait=30', 'if-none-match': headers.get('etag') ?? '' },
    });
    const streaming = await send(api.url, head(`GET /v1/payments/${requestId}/events HTTP/1.1`));
    const stream = text(streaming);
    await once(streaming, 'data');
    const askedAt = performance.now();
    api.signal('SIGTERM');

    expect(await api.exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - askedAt).toBeLessThan(PROMPT_MILLISECONDS);
    expect(api.lines.at(-1)).toMatchObject({ msg: 'stopped' });
    // The last chunk has no bytes: the stream has ended, it was not cut.
    expect(await stream).toMatch(/\r\nretry: [12]\d{3}\n\n\r\n0\r\n\r\n$/);
    const answer = await held;
    expect([200, 304]).toContain(answer.status);
    expect(answer.headers.get('connection')).toBe('close');
  });

  it('says that it is not ready, serves everyone for the configured time, and asks them to connect anew', async () => {
    api = await ApiProcess.start({ SHUTDOWN_DELAY_SECONDS: '3' });
    const { headers: before } = await fetch(`${api.url}/health/live`);
    const askedAt = performance.now();
    api.signal('SIGTERM');
    await api.logs('stopping');
    const [ready, live, payment] = await Promise.all([
      fetch(`${api.url}/health/ready`),
      fetch(`${api.url}/health/live`),
      pay(),
    ]);

    expect(await api.exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - askedAt).toBeGreaterThanOrEqual(2_900);
    expect(before.get('connection')).not.toBe('close');
    expect([ready.status, ready.headers.get('connection')]).toEqual([503, 'close']);
    expect(await ready.json()).toMatchObject({ checks: { process: 'is about to stop' } });
    expect([live.status, live.headers.get('connection')]).toEqual([200, 'close']);
    expect(payment.status).toBe('accepted');
  });
});
