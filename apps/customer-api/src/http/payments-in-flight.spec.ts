import { Deferred } from '@decouple/messaging-core/testing';
import { Problem } from '@decouple/platform';
import Fastify, { type FastifyInstance } from 'fastify';
import { PaymentsInFlight } from './payments-in-flight';

describe('PaymentsInFlight', () => {
  let fastify: FastifyInstance;
  let release: Deferred;

  beforeEach(() => {
    release = new Deferred();
    fastify = Fastify();
    new PaymentsInFlight(2).watch(fastify);
    fastify.setErrorHandler((error, _request, reply) => {
      if (!(error instanceof Problem)) throw error;
      return reply
        .status(error.facts.status)
        .headers(error.facts.headers ?? {})
        .send(error.facts.code);
    });
    fastify.post('/', async () => {
      await release.promise;
      return 'done';
    });
    fastify.get('/', async () => 'shown');
  });

  afterEach(() => fastify.close());

  // Only `then` makes an injected request start.
  const post = () => fastify.inject({ method: 'POST', url: '/' }).then((response) => response);

  it('refuses what comes while as many as allowed are in flight, and says when to come back', async () => {
    const accepted = [post(), post()];
    const refused = await post();

    expect(refused.statusCode).toBe(503);
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.body).toBe('overloaded');
    release.resolve();
    expect((await Promise.all(accepted)).map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  });

  it('takes new ones when those in flight are answered; refused ones were never counted', async () => {
    const first = [post(), post()];
    await Promise.all([post(), post(), post()]);
    release.resolve();
    await Promise.all(first);

    expect((await Promise.all([post(), post()])).map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  });

  it('lets reading go on', async () => {
    const accepted = [post(), post()];
    expect((await fastify.inject({ method: 'GET', url: '/' })).statusCode).toBe(200);
    release.resolve();
    await Promise.all(accepted);
  });

  it('tells when callers wait for each other, and when no longer', async () => {
    const inFlight = new PaymentsInFlight(1_000);
    const own = Fastify();
    inFlight.watch(own);
    own.post('/', () => release.promise);
    const pay = () => own.inject({ method: 'POST', url: '/' }).then((response) => response);
    const few = Array.from({ length: 63 }, pay);
    await new Promise((resolve) => setImmediate(resolve));
    expect(inFlight.areMany).toBe(false);

    const one = pay();
    await new Promise((resolve) => setImmediate(resolve));
    expect(inFlight.areMany).toBe(true);
    release.resolve();
    await Promise.all([...few, one]);
    expect(inFlight.areMany).toBe(false);
    await own.close();
  });
});
