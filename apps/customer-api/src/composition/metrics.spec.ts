import { randomUUID } from 'node:crypto';
import { InfrastructureError } from '@decouple/messaging-core';
import {
  InMemoryDeadLetterStore,
  InMemoryMessagePublisher,
  InMemoryOutboxStore,
} from '@decouple/messaging-core/in-memory';
import { InMemoryPaymentStore } from '@decouple/payments-domain/in-memory';
import { type Series, valuesOf } from '@decouple/platform/testing';
import { aPaymentRequest, InMemoryApi } from '../testing/in-memory-api';

const ACCEPTED: Series = ['decouple_payments_accepted_total'];

describe('the metrics of customer-api', () => {
  let api: InMemoryApi;

  beforeEach(async () => {
    api = await InMemoryApi.start();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await api.close();
  });

  const values = async (...series: readonly Series[]) => valuesOf(await api.metrics(), series);

  /** Reads until it is so: an answer is counted when it is sent, and its client may be quicker. */
  async function until(expected: number, ...series: Series): Promise<void> {
    while ((await values(series))[0] !== expected);
  }

  const responses = (status: string, route = '/v1/payments', method = 'POST'): Series => [
    'decouple_http_responses_total',
    { method, route, status },
  ];
  const answerTo = (requestId: string): void => api.answerRecorded(requestId);

  it('count payments that are accepted, and how long that took', async () => {
    await api.pay();
    await api.pay();

    await until(2, ...responses('202'));
    expect(await values(ACCEPTED, ['decouple_payment_accept_duration_seconds_count'])).toEqual([2, 2]);
  });

  it('count what comes again with its key apart, and what comes with the key of another', async () => {
    const body = aPaymentRequest();
    const key = { 'idempotency-key': `"${randomUUID()}"` };
    for (const each of [body, body, aPaymentRequest()]) await api.post(each, key);

    await until(1, ...responses('422'));
    expect(
      await values(ACCEPTED, ['decouple_payments_replayed_total'], ['decouple_idempotency_keys_reused_total']),
    ).toEqual([1, 1, 1]);
    expect(await values(['decouple_payment_accept_duration_seconds_count'])).toEqual([2]);
  });

  it('count payments of which the store says nothing', async () => {
    const down = new InfrastructureError('customer database', 'ECONNREFUSED');
    jest.spyOn(InMemoryPaymentStore.prototype, 'add').mockRejectedValueOnce(down);
    await api.post(aPaymentRequest());

    await until(1, ...responses('503'));
    expect(await values(ACCEPTED, ['decouple_payment_store_failures_total'])).toEqual([0, 1]);
  });

  it('count answers by the pattern of the route, never by the address', async () => {
    const { requestId } = await api.pay();
    await api.fetch(`/v1/payments/${requestId}?secret=1`);
    await api.fetch('/secret/path');
    await api.post('{');

    await until(1, ...responses('200', '/v1/payments/:requestId', 'GET'));
    await until(1, ...responses('404', 'none', 'GET'));
    await until(1, ...responses('400'));
    const exposed = JSON.stringify([...(await api.metrics())]);
    expect(exposed).not.toContain('secret');
    expect(exposed).not.toContain(requestId);
  });

  it('count what is published, and tell that nothing waits any more', async () => {
    await api.pay();
    await api.recording.until('outbox relayed');

    expect(
      await values(
        ['decouple_messages_published_total'],
        ['decouple_outbox_claimed_total'],
        ['decouple_outbox_batches_total'],
        ['decouple_outbox_backlog'],
        ['decouple_queue_waiting', { queue: 'sales' }],
        ['decouple_source_up', { source: 'outbox' }],
      ),
    ).toEqual([1, 1, 1, 0, 1, 1]);
  });

  it('measure the critical time when the final answer is applied, once', async () => {
    const { requestId } = await api.pay();
    await api.recording.until('outbox relayed');
    for (const count of [1, 2]) {
      answerTo(requestId);
      await api.recording.until('message settled', count);
    }
    const handled = (result: string): Series => [
      'decouple_messages_handled_total',
      { queue: 'payment-status', result },
    ];

    expect(
      await values(
        ['decouple_payment_critical_time_seconds_count', { status: 'recorded' }],
        ['decouple_payment_critical_time_seconds_count', { status: 'rejected' }],
        ['decouple_payment_answers_applied_total', { status: 'recorded' }],
        handled('done'),
        handled('duplicate'),
      ),
    ).toEqual([1, 0, 1, 1, 1]);
    const [seconds] = await values(['decouple_payment_critical_time_seconds_sum', { status: 'recorded' }]);
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect(seconds).toBeLessThan(60);
  });

  it('count what cannot be handled', async () => {
    api.broker.send({ queue: 'payment-status', body: 'no message' });
    answerTo(randomUUID());
    await api.recording.until('the message is kept as a dead letter', 2);
    const deadLettered = (reason: string): Series => ['decouple_messages_dead_lettered_total', { reason }];

    expect(
      await values(deadLettered('message-unreadable'), deadLettered('payment-unknown'), ['decouple_dead_letters']),
    ).toEqual([1, 1, 2]);
  });

  it('count messages that the broker refuses', async () => {
    jest
      .spyOn(InMemoryMessagePublisher.prototype, 'publish')
      .mockImplementationOnce(async (messages) => messages.map(() => ({ status: 'failed', reason: 'try again' })));
    await api.pay();
    await api.recording.until('outbox relayed');

    expect(
      await values(
        ['decouple_publish_failures_total', { type: 'payments.payment-accepted.v1' }],
        ['decouple_messages_published_total'],
      ),
    ).toEqual([1, 0]);
  });

  it('tell that the relay waits for the broker', async () => {
    jest
      .spyOn(InMemoryMessagePublisher.prototype, 'publish')
      .mockImplementation(async (messages) => messages.map(() => ({ status: 'unavailable', reason: 'gone' })));
    await api.pay();
    await api.recording.until('outage: work is paused until a probe succeeds');

    expect(
      await values(
        ['decouple_breaker_open', { component: 'relay' }],
        ['decouple_breaker_open', { component: 'consumer' }],
        ['decouple_outages_total', { component: 'relay', resource: 'broker' }],
      ),
    ).toEqual([1, 0, 1]);
  });

  it('leave out what a database that is down cannot say, and tell that', async () => {
    const down = new InfrastructureError('customer database', 'ECONNREFUSED');
    jest.spyOn(InMemoryOutboxStore.prototype, 'backlog').mockRejectedValue(down);
    jest.spyOn(InMemoryDeadLetterStore.prototype, 'count').mockRejectedValue(down);
    const response = await fetch(`${api.managementUrl}/metrics`);
    const up = (source: string): Series => ['decouple_source_up', { source }];

    expect(response.status).toBe(200);
    expect(await values(up('outbox'), up('dead_letters'), up('queues'), up('payments'))).toEqual([0, 0, 1, 1]);
    expect(await values(['decouple_outbox_backlog'], ['decouple_dead_letters'])).toEqual([undefined, undefined]);
  });

  it('report payments in flight, their limit, and the age of the oldest payment without a reply', async () => {
    const before = await values(['decouple_payments_oldest_unanswered_age_seconds']);

    expect(before).toEqual([0]);
    expect(await values(['decouple_payments_in_flight'], ['decouple_payments_in_flight_limit'])).toEqual([0, 2_000]);
  });

  it('are not shown where clients come', async () => {
    expect((await api.fetch('/metrics')).status).toBe(404);
  });
});
