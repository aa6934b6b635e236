import { randomUUID } from 'node:crypto';
import { createMessage, PAYMENT_ACCEPTED_V1 } from '@decouple/contracts';
import { InMemoryBroker } from '@decouple/messaging-core/in-memory';
import type { RunningApplication } from '@decouple/platform';
import { RecordingLog } from '@decouple/platform/testing';
import { InMemorySalesLedger } from '@decouple/sales-domain/in-memory';
import { readConfiguration } from '../config/configuration';
import { startSalesWorker } from './start';

const IN_MEMORY = { MANAGEMENT_PORT: '0', SALES_LEDGER: 'memory', MESSAGE_BROKER: 'memory' };
const THIS_MONTH = new Date().toISOString().slice(0, 7);

describe('sales-worker in memory', () => {
  let broker: InMemoryBroker;
  let recording: RecordingLog;
  let running: RunningApplication;
  let url: string;

  beforeEach(async () => {
    broker = new InMemoryBroker({ now: () => new Date() });
    recording = new RecordingLog('sales-worker');
    running = await startSalesWorker(readConfiguration(IN_MEMORY), recording.log, broker);
    const [ready] = await recording.until('ready');
    url = ready?.['management'] as string;
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await running.close();
  });

  function accept(policyNumber: string, value: string, currency = 'EUR'): string {
    const paymentId = randomUUID();
    const acceptedAt = new Date().toISOString();
    const message = createMessage(
      PAYMENT_ACCEPTED_V1,
      { id: randomUUID(), source: 'urn:test:customer', time: acceptedAt, subject: paymentId },
      {
        paymentId,
        policyNumber,
        customerId: 'CUST-1001',
        billingPeriod: THIS_MONTH,
        amount: { value, currency },
        paymentMethodType: 'card',
        acceptedAt,
      },
    );
    const body = JSON.stringify(message);
    broker.send({ queue: 'sales', body });
    return body;
  }

  const answers = (): { readonly type: string }[] =>
    broker.contents('payment-status').map((body) => JSON.parse(body) as { type: string });

  const totals = async (): Promise<unknown> => (await fetch(`${url}/v1/monthly-totals`)).json();

  it('has no totals before the first payment', async () => {
    expect(await totals()).toEqual({ totals: [] });
  });

  it('adds up what it recorded, by month and currency, in minor units', async () => {
    accept('POL-100001', '4999');
    accept('POL-100002', '1');
    accept('POL-100003', '999999999999', 'JPY');
    await recording.until('message settled', 3);
    const response = await fetch(`${url}/v1/monthly-totals`);

    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      totals: expect.arrayContaining([
        { billingPeriod: THIS_MONTH, payments: 2, amount: { value: '5000', currency: 'EUR' } },
        { billingPeriod: THIS_MONTH, payments: 1, amount: { value: '999999999999', currency: 'JPY' } },
      ]) as unknown,
    });
  });

  it('records a message once that comes twice, and answers both times alike', async () => {
    const body = accept('POL-100001', '4999');
    broker.send({ queue: 'sales', body });
    const settled = await recording.until('message settled', 2);

    expect(settled.map(({ result }) => result).sort()).toEqual(['done', 'duplicate']);
    expect(await totals()).toEqual({
      totals: [{ billingPeriod: THIS_MONTH, payments: 1, amount: { value: '4999', currency: 'EUR' } }],
    });
  });

  it('answers what became of a payment', async () => {
    accept('POL-100001', '4999');
    await recording.until('message settled');
    accept('POL-100001', '4999');
    await recording.until('message settled', 2);
    await recording.until('outbox relayed', 2);

    expect(answers().map(({ type }) => type)).toEqual(['sales.payment-recorded.v1', 'sales.payment-rejected.v1']);
  });

  it('keeps what it cannot read as a dead letter, and goes on', async () => {
    broker.send({ queue: 'sales', body: 'no message' });
    accept('POL-100001', '4999');
    await recording.until('message settled');
    const [dead] = await recording.until('the message is kept as a dead letter');

    expect(dead).toMatchObject({ level: 'error', reasonCode: 'message-unreadable', queue: 'sales' });
    expect(recording.texts.join('')).not.toContain('no message');
  });

  it('is alive and ready', async () => {
    const statuses = await Promise.all(['live', 'ready'].map((which) => fetch(`${url}/health/${which}`)));

    expect(statuses.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('answers errors with problem details', async () => {
    const nowhere = await fetch(`${url}/nowhere`);
    jest.spyOn(InMemorySalesLedger.prototype, 'monthlyTotals').mockRejectedValue(new Error('inside'));
    const broken = await fetch(`${url}/v1/monthly-totals`);

    expect([nowhere.status, broken.status]).toEqual([404, 500]);
    for (const { headers } of [nowhere, broken]) {
      expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    }
    expect(await broken.text()).not.toContain('inside');
  });
});

describe('starting sales-worker', () => {
  it('fails when the port is taken, and stops pulling again', async () => {
    const first = new RecordingLog();
    const running = await startSalesWorker(readConfiguration(IN_MEMORY), first.log);
    const [ready] = await first.until('ready');
    const environment = { ...IN_MEMORY, MANAGEMENT_PORT: new URL(ready?.['management'] as string).port };
    const broker = new InMemoryBroker({ now: () => new Date() });

    await expect(
      startSalesWorker(readConfiguration(environment), new RecordingLog().log, broker),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
    broker.send({ queue: 'sales', body: 'for the next one' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(broker.receive('sales', 10, 1_000)).toHaveLength(1);
    await running.close();
  });
});
