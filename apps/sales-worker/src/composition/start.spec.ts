import { InfrastructureError } from '@decouple/messaging-core';
import { InMemoryBroker } from '@decouple/messaging-core/in-memory';
import { SystemMonotonicClock } from '@decouple/platform';
import { RecordingLog } from '@decouple/platform/testing';
import { InMemorySalesLedger } from '@decouple/sales-domain/in-memory';
import { readConfiguration } from '../config/configuration';
import { IN_MEMORY, InMemoryWorker, THIS_MONTH } from '../testing/in-memory-worker';
import { startSalesWorker } from './start';

describe('sales-worker in memory', () => {
  let worker: InMemoryWorker;

  beforeEach(async () => {
    worker = await InMemoryWorker.start();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await worker.close();
  });

  const answers = (): { readonly type: string }[] =>
    worker.broker.contents('payment-status').map((body) => JSON.parse(body) as { type: string });

  const totals = async (): Promise<unknown> => (await fetch(`${worker.url}/v1/monthly-totals`)).json();

  it('has no totals before the first payment', async () => {
    expect(await totals()).toEqual({ totals: [] });
  });

  it('adds up what it recorded, by month and currency, in minor units', async () => {
    worker.accept('POL-100001', '4999');
    worker.accept('POL-100002', '1');
    worker.accept('POL-100003', '999999999999', 'JPY');
    await worker.recording.until('message settled', 3);
    const response = await fetch(`${worker.url}/v1/monthly-totals`);

    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      totals: expect.arrayContaining([
        { billingPeriod: THIS_MONTH, payments: 2, amount: { value: '5000', currency: 'EUR' } },
        { billingPeriod: THIS_MONTH, payments: 1, amount: { value: '999999999999', currency: 'JPY' } },
      ]) as unknown,
    });
  });

  it('records a message once that comes twice, and answers both times alike', async () => {
    const body = worker.accept('POL-100001', '4999');
    worker.broker.send({ queue: 'sales', body });
    const settled = await worker.recording.until('message settled', 2);

    expect(settled.map(({ result }) => result).sort()).toEqual(['done', 'duplicate']);
    expect(await totals()).toEqual({
      totals: [{ billingPeriod: THIS_MONTH, payments: 1, amount: { value: '4999', currency: 'EUR' } }],
    });
  });

  it('answers what became of a payment', async () => {
    worker.accept('POL-100001', '4999');
    await worker.recording.until('message settled');
    worker.accept('POL-100001', '4999');
    await worker.recording.until('message settled', 2);
    await worker.recording.until('outbox relayed', 2);

    expect(answers().map(({ type }) => type)).toEqual(['sales.payment-recorded.v1', 'sales.payment-rejected.v1']);
  });

  it('tells what it would decide the next payment of a policy and month by', async () => {
    const { data } = JSON.parse(worker.accept('POL-100001', '4999')) as { data: { paymentId: string } };
    await worker.recording.until('message settled');
    const history = (query: string) => fetch(`${worker.url}/v1/policy-history?${query}`);
    const known = await history(`policyNumber=POL-100001&billingPeriod=${THIS_MONTH}`);

    expect(await known.json()).toEqual({ paidBy: data.paymentId, currency: 'EUR' });
    const fresh = await history(`policyNumber=POL-100002&billingPeriod=${THIS_MONTH}`);
    expect(await fresh.json()).toEqual({});
    const statuses = ['', 'policyNumber=POL-100001', 'policyNumber=%00&billingPeriod=2026-13', 'a=b'].map(
      async (query) => (await history(query)).status,
    );
    expect(new Set(await Promise.all(statuses))).toEqual(new Set([400]));
  });

  it('keeps what it cannot read as a dead letter, and goes on', async () => {
    worker.broker.send({ queue: 'sales', body: 'no message' });
    worker.accept('POL-100001', '4999');
    await worker.recording.until('message settled');
    const [dead] = await worker.recording.until('the message is kept as a dead letter');

    expect(dead).toMatchObject({ level: 'error', reasonCode: 'message-unreadable', queue: 'sales' });
    expect(worker.recording.texts.join('')).not.toContain('no message');
  });

  it('is alive and ready', async () => {
    const statuses = await Promise.all(['live', 'ready'].map((which) => fetch(`${worker.url}/health/${which}`)));

    expect(statuses.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('answers errors with problem details', async () => {
    const nowhere = await fetch(`${worker.url}/nowhere`);
    jest.spyOn(InMemorySalesLedger.prototype, 'monthlyTotals').mockRejectedValue(new Error('inside'));
    const broken = await fetch(`${worker.url}/v1/monthly-totals`);

    expect([nowhere.status, broken.status]).toEqual([404, 500]);
    for (const { headers } of [nowhere, broken]) {
      expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    }
    expect(await broken.text()).not.toContain('inside');
  });

  it('answers 503, and when to come back, while its database is down', async () => {
    const down = new InfrastructureError('sales database', 'ECONNREFUSED');
    jest.spyOn(InMemorySalesLedger.prototype, 'monthlyTotals').mockRejectedValue(down);
    const response = await fetch(`${worker.url}/v1/monthly-totals`);

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toMatchObject({ type: '/problems/temporarily-unavailable' });
  });
});

describe('starting sales-worker', () => {
  it('fails when the port is taken, and stops pulling again', async () => {
    const first = new RecordingLog();
    const running = await startSalesWorker(readConfiguration(IN_MEMORY), first.log);
    const [ready] = await first.until('ready');
    const environment = { ...IN_MEMORY, MANAGEMENT_PORT: new URL(ready?.['management'] as string).port };
    const broker = new InMemoryBroker(new SystemMonotonicClock());

    await expect(
      startSalesWorker(readConfiguration(environment), new RecordingLog().log, { sharedBroker: broker }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
    broker.send({ queue: 'sales', body: 'for the next one' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(broker.receive('sales', 10, 1_000)).toHaveLength(1);
    await running.close();
  });
});
