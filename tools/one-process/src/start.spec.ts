import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { freePort } from '@decouple/local-infra';
import { RecordingLog } from '@decouple/platform/testing';
import { readOneProcessConfiguration } from './configuration';
import { startBoth } from './start';

const ANY_PORTS = { PORT: '0', MANAGEMENT_PORT: '0', API_MANAGEMENT_PORT: '0' };

function logs() {
  const byService = {
    'customer-api': new RecordingLog('customer-api'),
    'sales-worker': new RecordingLog('sales-worker'),
  };
  return { byService, logOf: (service: string) => byService[service as keyof typeof byService].log };
}

interface PaymentBody {
  readonly requestId: string;
  readonly final: boolean;
  readonly status: string;
  readonly timeline: readonly { readonly status: string }[];
}

describe('both services in one process', () => {
  it('record a payment, and tell its client', async () => {
    const { byService, logOf } = logs();
    const running = await startBoth(readOneProcessConfiguration(ANY_PORTS), logOf);
    const [api] = await byService['customer-api'].until('ready');
    const [worker] = await byService['sales-worker'].until('ready');
    const billingPeriod = new Date().toISOString().slice(0, 7);
    const accepted = await fetch(`${String(api?.['url'])}/v1/payments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `"${randomUUID()}"` },
      body: JSON.stringify({
        policyNumber: 'POL-100001',
        customerId: 'CUST-1001',
        billingPeriod,
        amount: { value: '4999', currency: 'EUR' },
        paymentMethod: { type: 'card', token: 'tok_visa_4f9a' },
      }),
    });
    let payment = (await accepted.json()) as PaymentBody;
    let etag = accepted.headers.get('etag') ?? '';
    while (!payment.final) {
      const response = await fetch(`${String(api?.['url'])}/v1/payments/${payment.requestId}`, {
        headers: { prefer: 'wait=30', 'if-none-match': etag },
      });
      etag = response.headers.get('etag') ?? '';
      payment = (await response.json()) as PaymentBody;
    }
    const totals = await fetch(`${String(worker?.['management'])}/v1/monthly-totals`);

    expect(accepted.status).toBe(202);
    expect(payment.timeline.map(({ status }) => status)).toEqual(['accepted', 'queued', 'recorded']);
    expect(await totals.json()).toEqual({
      totals: [{ billingPeriod, payments: 1, amount: { value: '4999', currency: 'EUR' } }],
    });
    await running.close();
    await expect(fetch(`${String(api?.['url'])}/health/live`)).rejects.toThrow();
    await expect(fetch(`${String(worker?.['management'])}/health/live`)).rejects.toThrow();
  });

  it('API_MANAGEMENT_PORT is the management port of customer-api, MANAGEMENT_PORT that of sales-worker', async () => {
    const { logOf } = logs();
    const ports = { API_MANAGEMENT_PORT: String(await freePort()), MANAGEMENT_PORT: String(await freePort()) };
    const running = await startBoth(readOneProcessConfiguration({ ...ANY_PORTS, ...ports }), logOf);
    const { 'customer-api': api, 'sales-worker': worker } = running.applications;
    const metricsOf = async (port: string) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();

    expect(await metricsOf(ports.API_MANAGEMENT_PORT)).toContain('decouple_payments_in_flight');
    expect(await metricsOf(ports.MANAGEMENT_PORT)).not.toContain('decouple_payments_in_flight');
    expect(api?.managementUrl).toBe(`http://127.0.0.1:${ports.API_MANAGEMENT_PORT}`);
    expect(worker?.managementUrl).toBe(`http://127.0.0.1:${ports.MANAGEMENT_PORT}`);
    await running.close();
  });

  it('leave nothing of the first running when the second cannot start', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const PORT = String((other.address() as AddressInfo).port);
    const { byService, logOf } = logs();

    await expect(startBoth(readOneProcessConfiguration({ ...ANY_PORTS, PORT }), logOf)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    const [worker] = byService['sales-worker'].of('ready');
    await expect(fetch(`${String(worker?.['management'])}/health/live`)).rejects.toThrow();
    other.close();
  });
});
