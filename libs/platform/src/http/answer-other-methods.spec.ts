import { request } from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import { Problem } from '../problems/problem';
import { answerOtherMethods } from './answer-other-methods';

interface Answer {
  readonly status: number | undefined;
  readonly allow: string | undefined;
}

describe('answerOtherMethods', () => {
  let app: FastifyInstance;
  let url: string;

  beforeAll(async () => {
    app = fastify();
    app.setErrorHandler((error, _request, reply) => {
      const { headers = {}, status } = (error as Problem).facts;
      return reply.status(status).headers(headers).send();
    });
    answerOtherMethods(app);
    app.get('/things', () => 'list');
    app.post('/things', () => 'add');
    app.get('/things/:id', (_request, reply) => reply.callNotFound());
    app.get('/files/*', () => 'file');
    app.get('/dotted.json', () => 'dotted');
    // As a plug-in for pages of other origins adds it.
    app.options('*', () => 'preflight');
    url = await app.listen({ port: 0, host: '127.0.0.1' });
  });

  afterAll(() => app.close());

  const ask = (method: string, path: string) =>
    new Promise<Answer>((resolve, reject) => {
      request(`${url}${path}`, { method, agent: false }, (response) => {
        response.resume();
        resolve({ status: response.statusCode, allow: response.headers.allow });
      })
        .on('error', reject)
        .end();
    });

  it.each([
    ['DELETE', '/things', 'GET, HEAD, POST'],
    ['PUT', '/things?x=/nowhere', 'GET, HEAD, POST'],
    ['TRACE', '/things', 'GET, HEAD, POST'],
    ['QUERY', '/things/7', 'GET, HEAD'],
    ['POST', '/things/7', 'GET, HEAD'],
    ['PATCH', '/files/a/b', 'GET, HEAD'],
    ['POST', '/dotted.json', 'GET, HEAD'],
  ])('responds to %s %s with 405 and the existing methods', async (method, path, allow) => {
    expect(await ask(method, path)).toEqual({ status: 405, allow });
  });

  it.each([
    ['GET', '/nowhere'],
    ['POST', '/things/7/parts'],
    ['POST', '/dottedxjson'],
    ['GET', '/things/7'],
    ['POST', '/'],
  ])('leaves %s %s a 404', async (method, path) => {
    expect(await ask(method, path)).toEqual({ status: 404, allow: undefined });
  });

  it('does not change existing methods', async () => {
    expect(await ask('GET', '/things')).toMatchObject({ status: 200 });
    expect(await ask('POST', '/things')).toMatchObject({ status: 200 });
  });
});
