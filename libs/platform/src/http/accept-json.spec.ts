import { gzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { Problem } from '../problems/problem';
import { acceptJson } from './accept-json';

describe('acceptJson', () => {
  let app: FastifyInstance;
  let url: string;

  beforeAll(async () => {
    app = fastify();
    acceptJson(app, JSON.parse);
    app.setErrorHandler((error, _request, reply) => {
      if (error instanceof Problem)
        return reply
          .status(error.facts.status)
          .headers(error.facts.headers ?? {})
          .send();
      return reply.status(500).send();
    });
    app.post('/', ({ body }, reply) => reply.send({ read: body }));
    url = await app.listen({ port: 0, host: '127.0.0.1' });
  });

  afterAll(() => app.close());

  const post = (body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

  it.each<[string, Record<string, string>]>([
    ['no more than its media type', {}],
    ['UTF-8 as its charset', { 'content-type': 'application/json; charset=utf-8' }],
    ['a charset in quotes and capitals', { 'content-type': 'application/json;charset="UTF-8"' }],
    ['ASCII as its charset', { 'content-type': 'application/json; charset=us-ascii; x=1' }],
    ['the identity as its encoding', { 'content-encoding': 'Identity' }],
  ])('reads a body with %s', async (_case, headers) => {
    const response = await post('{"a":"ü"}', headers);

    expect(await response.json()).toEqual({ read: { a: 'ü' } });
  });

  it('skips a byte order mark, but not a second one', async () => {
    expect(await (await post('\uFEFF{"a":1}')).json()).toEqual({ read: { a: 1 } });
    expect((await post('\uFEFF\uFEFF{"a":1}')).status).toBe(500);
  });

  it.each<[string, string | Buffer<ArrayBuffer>, Record<string, string>]>([
    ['gzip', gzipSync('{"a":1}'), { 'content-encoding': 'gzip' }],
    ['several encodings', '{"a":1}', { 'content-encoding': 'identity, br' }],
    ['another charset', '{"a":1}', { 'content-type': 'application/json; charset=utf-16' }],
    ['a charset that begins like UTF-8', '{"a":1}', { 'content-type': 'application/json; charset=utf-8859' }],
  ])('responds to %s with 415 and the accepted types', async (_case, body, headers) => {
    const response = await post(body, headers);

    expect(response.status).toBe(415);
    expect(response.headers.get('accept')).toBe('application/json');
    expect(response.headers.get('accept-encoding')).toBe('identity');
  });

  it.each(['text/plain', 'application/xml', 'application/jsonx'])('responds to %s with 415', async (type) => {
    expect((await post('{}', { 'content-type': type })).status).not.toBe(200);
  });

  it.each([
    ['a broken byte', Buffer.from([0x22, 0xff, 0x22])],
    ['half a surrogate pair', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['UTF-16', Buffer.from('\uFEFF{"a":1}', 'utf16le')],
  ])('refuses %s, which is not UTF-8, with 400', async (_case, body) => {
    expect((await post(body)).status).toBe(400);
  });
});
