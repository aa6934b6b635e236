import { createHttpAdapter, createLog, Metrics } from '@decouple/platform';
import { type Exposition, parseExposition, valuesOf } from '@decouple/platform/testing';
import type { FastifyInstance } from 'fastify';
import { paymentMetrics } from '../../metrics/payment-metrics';
import { countResponses } from './count-responses';
import { AnswerWatch } from './watch-answers';

describe('countResponses', () => {
  let fastify: FastifyInstance;
  let metrics: Metrics;

  beforeEach(() => {
    metrics = new Metrics();
    const answers = new AnswerWatch([countResponses(paymentMetrics(metrics))]);
    const adapter = createHttpAdapter({
      settings: { requestTimeoutSeconds: 10, maxConnections: 10, allowedHosts: [] },
      bodyLimitBytes: 1_024,
      observer: answers,
      log: createLog('test', 'silent'),
    });
    fastify = adapter.getInstance();
    answers.watch(fastify);
    for (const url of ['/v1/payments', '/v1/others/:id']) {
      fastify.post(url, (_request, reply) => reply.status(202).send('accepted'));
      fastify.get(url, (_request, reply) => reply.send('shown'));
    }
  });

  afterEach(() => fastify.close());

  async function after(...requests: readonly (readonly ['GET' | 'HEAD' | 'POST', string])[]): Promise<Exposition> {
    for (const [method, url] of requests) await fastify.inject({ method, url });
    return parseExposition(await metrics.text());
  }

  it('counts each answer once, under its method, its route and its status', async () => {
    const exposition = await after(
      ['POST', '/v1/payments'],
      ['POST', '/v1/others/1'],
      ['POST', '/v1/others/2'],
      ['GET', '/v1/others/3?x=1'],
      ['HEAD', '/v1/others/3'],
      ['GET', '/nowhere'],
      ['GET', '/v1/payments/nowhere'],
    );

    const samples = exposition.get('decouple_http_responses_total')?.samples ?? [];
    expect(samples.map(({ labels: { method, route, status }, value }) => [method, route, status, value])).toEqual([
      ['POST', '/v1/payments', '202', 1],
      ['POST', '/v1/others/:id', '202', 2],
      ['GET', '/v1/others/:id', '200', 1],
      ['HEAD', '/v1/others/:id', '200', 1],
      ['GET', 'none', '404', 2],
    ]);
  });

  it('measures how long payments take that are accepted, and nothing else', async () => {
    const exposition = await after(['POST', '/v1/payments'], ['GET', '/v1/payments'], ['POST', '/v1/others/1']);

    expect(valuesOf(exposition, [['decouple_payment_accept_duration_seconds_count']])).toEqual([1]);
  });

  it('leaves a hook of the route in its place', async () => {
    const hooked: string[] = [];
    fastify.route({
      method: 'GET',
      url: '/hooked',
      onRequest: (_request, _reply, done) => {
        hooked.push('hooked');
        done();
      },
      handler: (_request, reply) => reply.send('shown'),
    });
    const exposition = await after(['GET', '/hooked']);

    expect(hooked).toEqual(['hooked']);
    expect(valuesOf(exposition, [['decouple_http_responses_total', { route: '/hooked' }]])).toEqual([1]);
  });
});
