import { randomUUID } from 'node:crypto';
import { createMessage, PAYMENT_REJECTED_V1 } from '@decouple/contracts';
import { InMemoryApi } from '../testing/in-memory-api';

const OPERATOR = { 'x-operator': 'ada' };

describe('repairing payments over the management API', () => {
  let api: InMemoryApi;

  beforeEach(async () => {
    api = await InMemoryApi.start();
  });

  afterEach(() => api.close());

  async function post(path: string, body: unknown, headers: Record<string, string> = OPERATOR) {
    const response = await fetch(`${api.managementUrl}/v1/payments/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  async function repairs(): Promise<readonly unknown[]> {
    const response = await fetch(`${api.managementUrl}/v1/payments/repairs`);
    return ((await response.json()) as { readonly repairs: readonly unknown[] }).repairs;
  }

  const sent = (requestId: string): number =>
    api.broker.contents('sales').filter((body) => (JSON.parse(body) as { id: string }).id === requestId).length;

  async function recordedPayment(): Promise<string> {
    const { requestId } = await api.pay();
    await api.recording.until('outbox relayed');
    api.answerRecorded(requestId);
    await api.recording.until('message settled');
    return requestId;
  }

  it('resends a payment under its first identity after a preview that changed nothing', async () => {
    const requestId = await recordedPayment();
    const request = { recorded: [requestId], reason: 'restored' };
    const preview = await post('resend', { ...request, dryRun: true });

    expect(preview).toEqual({
      status: 200,
      body: { dryRun: true, repaired: [requestId], skipped: [], spreadSeconds: 0 },
    });
    expect([sent(requestId), await repairs()]).toEqual([1, []]);
    const relayed = api.recording.of('outbox relayed').length;
    expect(await post('resend', request)).toMatchObject({ body: { ...preview.body, dryRun: false } });
    await api.recording.until('outbox relayed', relayed + 1);
    expect(sent(requestId)).toBe(2);
    expect(await repairs()).toMatchObject([
      { action: 'resend', operator: 'ada', reason: 'restored', repaired: [requestId], skipped: [] },
    ]);
  });

  it('keeps a recorded payment recorded when the restored ledger rejects it, and logs the contradiction', async () => {
    const requestId = await recordedPayment();
    const time = new Date().toISOString();
    const envelope = { id: randomUUID(), source: 'urn:test:sales', time, subject: requestId };
    const reason = { code: 'period-already-paid', detail: 'Paid.' };
    const message = createMessage(PAYMENT_REJECTED_V1, envelope, { paymentId: requestId, reason, rejectedAt: time });
    api.broker.send({ queue: 'payment-status', body: JSON.stringify(message) });
    const [warning] = await api.recording.until(
      'sales answered differently than before; reconcile, and decide on the payment',
    );

    expect(warning).toMatchObject({ level: 'warn', requestId, told: 'recorded', answered: 'rejected' });
    expect(await (await api.fetch(`/v1/payments/${requestId}`)).json()).toMatchObject({ status: 'recorded' });
  });

  it('rebuilds a payment from its ledger entry, for operators and for no client', async () => {
    const entry = {
      paymentId: '019400a0-0000-7000-8000-000000000001',
      policyNumber: 'POL-100001',
      customerId: 'CUST-1001',
      billingPeriod: '2026-11',
      amount: { value: '4999', currency: 'EUR' },
      paymentMethodType: 'card',
      outcome: 'rejected',
      reason: { code: 'period-already-paid', detail: 'Paid.' },
      acceptedAt: '2026-11-22T10:00:00.000Z',
      decidedAt: '2026-11-22T10:00:01.000Z',
    };
    const rebuilt = await post('rebuild', { entries: [entry], reason: 'restored' });

    expect(rebuilt.body).toMatchObject({ dryRun: false, repaired: [entry.paymentId], skipped: [] });
    const found = await fetch(`${api.managementUrl}/v1/payments/${entry.paymentId}`);
    expect(await found.json()).toMatchObject({ status: 'rejected', reason: entry.reason, amount: entry.amount });
    expect((await api.fetch(`/v1/payments/${entry.paymentId}`)).status).toBe(404);
    expect((await post('rebuild', { entries: [entry], reason: 'restored' })).body).toMatchObject({
      skipped: [{ id: entry.paymentId, why: 'known' }],
    });
    const { reason: _, ...withoutReason } = entry;
    const bad = await post('rebuild', { entries: [entry, { ...entry, amount: 1 }], reason: 'restored' });
    expect(bad.body).toMatchObject({ errors: [{ pointer: '#/entries/1/amount' }] });
    expect((await post('rebuild', { entries: [withoutReason], reason: 'restored' })).body).toMatchObject({
      errors: [{ pointer: '#/entries/0/reason' }],
    });
  });

  it.each<[string, unknown, Record<string, string>]>([
    ['header:x-operator', { reason: 'restored' }, {}],
    ['#/reason', {}, OPERATOR],
    ['#/recorded', { reason: 'restored', recorded: ['not-an-id'] }, OPERATOR],
    ['#/recorded', { reason: 'restored', recorded: Array.from({ length: 1_001 }, () => randomUUID()) }, OPERATOR],
    ['#/paymentsPerSecond', { reason: 'restored', paymentsPerSecond: 0 }, OPERATOR],
    ['#/queued', { reason: 'restored', queued: [] }, OPERATOR],
  ])('refuses a request whose %s is not valid', async (pointer, body, headers) => {
    const { body: problem, status } = await post('resend', body, headers);

    expect(status).toBe(400);
    expect(problem).toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]) as unknown,
    });
    expect(await repairs()).toEqual([]);
  });
});
