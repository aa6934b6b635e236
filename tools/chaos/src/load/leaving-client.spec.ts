import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { leave, WAYS_TO_LEAVE, type WayToLeave } from './leaving-client';

describe('leave', () => {
  const request = { path: '/v1/payments', headers: { 'content-type': 'application/json' }, body: '{"amount":"4999"}' };
  let server: Server;
  let received: string;

  beforeEach(async () => {
    received = '';
    server = createServer((socket) => {
      socket.on('error', () => undefined).on('data', (bytes) => (received += bytes.toString()));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });

  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const leaveBy = (way: WayToLeave): Promise<void> =>
    leave(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, request, way);

  it.each(WAYS_TO_LEAVE)('resolves once the client is gone: %s', async (way) => {
    await expect(leaveBy(way)).resolves.toBeUndefined();
  });

  it('sends a request whose body is shorter than announced', async () => {
    await leaveBy('closes in the body');

    expect(received).toMatch(/^POST \/v1\/payments HTTP\/1\.1\r\n/);
    expect(received).toContain(`content-length: ${request.body.length}`);
    expect(received.split('\r\n\r\n')[1]?.length).toBeLessThan(request.body.length);
  });

  it('sends the whole request before it half-closes', async () => {
    await leaveBy('half-closes after the request');

    expect(received.split('\r\n\r\n')[1]).toBe(request.body);
  });

  it('resolves when the server is down', async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));

    await expect(leave(`http://127.0.0.1:${port}`, request, 'resets in the body')).resolves.toBeUndefined();
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
});
