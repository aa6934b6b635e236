import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesLeftInOldGeneration } from '@decouple/messaging-core/testing';
import { Agent } from 'undici';
import { sendRequest } from './http-request';

const KILOBYTE = 1_024;

describe('sendRequest', () => {
  let agent: Agent;
  let server: Server;
  let origin: string;
  let listener: RequestListener;

  beforeEach(async () => {
    agent = new Agent({ connections: 1, pipelining: 1 });
    server = createServer((request, response) => listener(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    await agent.destroy();
    server.closeAllConnections();
    server.close();
  });

  const request = (body = '', signal?: AbortSignal) =>
    sendRequest(agent, { origin, path: '/', method: 'POST', body }, signal);

  it('returns the status and the text of a response that arrives in several chunks', async () => {
    listener = (_request, response) => {
      response.writeHead(418);
      // Splits the two bytes of a character.
      response.write(Buffer.from([0x61, 0xc3]));
      setTimeout(() => response.end(Buffer.from([0xa4])), 20);
    };

    expect(await request()).toMatchObject({ statusCode: 418, text: 'aä' });
  });

  it('returns the final response after an informational one', async () => {
    listener = (_request, response) => {
      response.writeProcessing();
      response.end('done');
    };

    expect(await request()).toMatchObject({ statusCode: 200, text: 'done' });
  });

  it('rejects when the connection breaks within the response', async () => {
    listener = (request, response) => {
      response.writeHead(200, { 'content-length': 10 });
      response.write('half', () => request.socket.destroy());
    };

    await expect(request()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  });

  it('rejects with the reason of an abort: before the request, while it waits for a connection, and in flight', async () => {
    const reason = new Error('enough');
    const under = new AbortController();
    const waiting = new AbortController();
    listener = () => {
      waiting.abort(reason);
      under.abort(reason);
    };
    const outcomes = await Promise.allSettled([
      request('', under.signal),
      request('', waiting.signal),
      request('', AbortSignal.abort(reason)),
    ]);

    expect(outcomes).toEqual(Array.from({ length: 3 }, () => ({ status: 'rejected', reason })));
  });

  it('leaves no listener on the signal of the caller, which may live long', async () => {
    listener = (_request, response) => response.end();
    const { signal } = new AbortController();
    const removed = jest.spyOn(signal, 'removeEventListener');
    const added = jest.spyOn(signal, 'addEventListener');
    await request('', signal);
    listener = (request) => request.socket.destroy();
    await request('', signal).catch(() => undefined);

    expect(removed.mock.calls).toEqual(added.mock.calls);
    expect(added).toHaveBeenCalledTimes(2);
  });

  it('keeps nothing of the request in the old generation', async () => {
    listener = (request, response) => void request.resume().on('end', () => response.end('{}'));
    let n = 0;
    const send = () => request(`${'x'.repeat(100 * KILOBYTE)}${(n += 1)}`);

    expect(await bytesLeftInOldGeneration(send, 100)).toBeLessThan(10 * KILOBYTE);
  });
});
