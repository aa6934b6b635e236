import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesLeftInOldGeneration } from '@decouple/messaging-core/testing';
import { Agent } from 'undici';
import { wholeAnswer } from './whole-answer';

const KILOBYTE = 1_024;

describe('wholeAnswer', () => {
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

  const ask = (body = '', signal?: AbortSignal) =>
    wholeAnswer(agent, { origin, path: '/', method: 'POST', body }, signal);

  it('is the status and the text, in however many pieces it comes', async () => {
    listener = (_request, response) => {
      response.writeHead(418);
      // The two bytes of a character come apart.
      response.write(Buffer.from([0x61, 0xc3]));
      setTimeout(() => response.end(Buffer.from([0xa4])), 20);
    };

    expect(await ask()).toEqual({ statusCode: 418, text: 'aä' });
  });

  it('is the final one, when the server says first that it goes on', async () => {
    listener = (_request, response) => {
      response.writeProcessing();
      response.end('done');
    };

    expect(await ask()).toEqual({ statusCode: 200, text: 'done' });
  });

  it('is none when the connection breaks in the midst of it', async () => {
    listener = (request, response) => {
      response.writeHead(200, { 'content-length': 10 });
      response.write('half', () => request.socket.destroy());
    };

    await expect(ask()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  });

  it('is not waited for when the caller has ended the request, while it is under way, or while it waits', async () => {
    const reason = new Error('enough');
    const under = new AbortController();
    const waiting = new AbortController();
    listener = () => {
      waiting.abort(reason);
      under.abort(reason);
    };
    const outcomes = await Promise.allSettled([
      ask('', under.signal),
      ask('', waiting.signal),
      ask('', AbortSignal.abort(reason)),
    ]);

    expect(outcomes).toEqual(Array.from({ length: 3 }, () => ({ status: 'rejected', reason })));
  });

  it('leaves no listener on the signal of the caller, which may live for long', async () => {
    listener = (_request, response) => response.end();
    const { signal } = new AbortController();
    const removed = jest.spyOn(signal, 'removeEventListener');
    const added = jest.spyOn(signal, 'addEventListener');
    await ask('', signal);
    listener = (request) => request.socket.destroy();
    await ask('', signal).catch(() => undefined);

    expect(removed.mock.calls).toEqual(added.mock.calls);
    expect(added).toHaveBeenCalledTimes(2);
  });

  it('leaves nothing of the request to a full collection', async () => {
    listener = (request, response) => void request.resume().on('end', () => response.end('{}'));
    let n = 0;
    const send = () => ask(`${'x'.repeat(100 * KILOBYTE)}${(n += 1)}`);

    expect(await bytesLeftInOldGeneration(send, 100)).toBeLessThan(10 * KILOBYTE);
  });
});
