import { type Exposition, parseExposition, type Series, valuesOf } from '@decouple/platform/testing';
import { eventually } from '@decouple/local-infra/testing';
import { paymentFor, type PaymentBody } from './support/payment-client';
import { System } from './support/system';

describe('Metrics', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start();
  });

  afterAll(() => system.stop());

  async function scrape(application: 'api' | 'worker'): Promise<Exposition> {
    const response = await fetch(`${system[application].managementUrl}/metrics`);
    expect(response.status).toBe(200);
    return parseExposition(await response.text());
  }

  const pay = async (): Promise<string> =>
    ((await (await system.payments.post(paymentFor())).json()) as PaymentBody).requestId;

  const up = (source: string): Series => ['decouple_source_up', { source }];
  const SOURCES = ['outbox', 'queues', 'dead_letters'].map(up);

  it('follow a payment through both services, with real databases and a real broker', async () => {
    await system.payments.settled(await pay());

    await eventually(async () => {
      const [api, worker] = [await scrape('api'), await scrape('worker')];
      expect(
        valuesOf(api, [
          ['decouple_payments_accepted_total'],
          ['decouple_http_responses_total', { method: 'POST', route: '/v1/payments', status: '202' }],
          ['decouple_payment_accept_duration_seconds_count'],
          ['decouple_messages_published_total'],
          ['decouple_messages_handled_total', { queue: 'payment-status', result: 'done' }],
          ['decouple_payment_critical_time_seconds_count', { status: 'recorded' }],
          ['decouple_dead_letters'],
          ...SOURCES,
          up('payments'),
        ]),
      ).toEqual([1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1]);
      expect(
        valuesOf(worker, [
          ['decouple_sales_recorded_total'],
          ['decouple_messages_handled_total', { queue: 'sales', result: 'done' }],
          ['decouple_messages_published_total'],
          ...SOURCES,
        ]),
      ).toEqual([1, 1, 1, 1, 1, 1]);
      const depths = worker.get('decouple_queue_waiting')?.samples.map(({ labels }) => labels['queue']);
      expect(depths?.sort()).toEqual(['payment-status', 'sales']);
    });
  });

  it('are served while the sales database is down, and report that; so do the totals', async () => {
    await system.infrastructure.postgres.sales.stop();
    const requestId = await pay();

    await eventually(async () => {
      const worker = await scrape('worker');
      expect(valuesOf(worker, [...SOURCES, ['decouple_breaker_open', { component: 'consumer' }]])).toEqual([
        0, 1, 0, 1,
      ]);
      expect(valuesOf(worker, [['decouple_outbox_backlog'], ['decouple_dead_letters']])).toEqual([
        undefined,
        undefined,
      ]);
    });
    const totals = await fetch(`${system.worker.managementUrl}/v1/monthly-totals`);
    expect([totals.status, totals.headers.get('retry-after')]).toEqual([503, '5']);

    await system.infrastructure.postgres.sales.start();
    await system.payments.settled(requestId);
    await eventually(async () => expect(valuesOf(await scrape('worker'), SOURCES)).toEqual([1, 1, 1]));
  });
});
