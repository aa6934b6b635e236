import { randomUUID } from 'node:crypto';
import {
  OutcomePendingError,
  type Payment,
  type PaymentRequest,
  PaymentsClient,
  ProblemError,
  UnconfirmedPaymentError,
} from '@decouple/client';
import { createMessage, PAYMENT_RECORDED_V1 } from '@decouple/contracts';
import { type RunningApi, startApi } from './running-api';

function anOrder(facts: Partial<PaymentRequest> = {}): PaymentRequest {
  return {
    policyNumber: `POL-${randomUUID().slice(0, 18).toUpperCase()}`,
    customerId: 'CUST-1001',
    billingPeriod: '2026-11',
    amount: { value: '4999', currency: 'EUR' },
    paymentMethod: { type: 'card', token: 'tok_visa_4f9a' },
    ...facts,
  };
}

describe('the client and the real API', () => {
  let api: RunningApi;
  let client: PaymentsClient;

  beforeAll(async () => {
    api = await startApi();
    client = new PaymentsClient({ baseUrl: api.url, attempts: 1 });
  });

  afterAll(() => api.close());

  /** Sends the outcome message of sales-worker. */
  function record(paymentId: string): void {
    const time = new Date().toISOString();
    const envelope = { id: randomUUID(), source: 'urn:test:sales', time, subject: paymentId };
    const message = createMessage(PAYMENT_RECORDED_V1, envelope, { paymentId, recordedAt: time });
    api.broker.send({ queue: 'payment-status', body: JSON.stringify(message) });
  }

  it('creates one payment per key', async () => {
    const order = anOrder();
    const first = await client.pay(order);
    const { idempotencyKey } = first;
    const second = await client.pay(order, { idempotencyKey });

    expect(first).toMatchObject({ ...order, paymentMethod: { type: 'card' }, final: false, replayed: false });
    expect(second).toMatchObject({ requestId: first.requestId, idempotencyKey, replayed: true });
  });

  it.each(['a "quoted" \\ key', 'x'.repeat(255), '~'])(
    'sends %j so that the API reads the same key',
    async (idempotencyKey) => {
      const order = anOrder();
      const [one, other] = [await client.pay(order, { idempotencyKey }), await client.pay(order, { idempotencyKey })];

      expect(other.requestId).toBe(one.requestId);
    },
  );

  it('receives every violation of a payment with its place', async () => {
    const refused = client.pay(anOrder({ amount: { value: '-1', currency: 'EURO' } }));

    await expect(refused).rejects.toBeInstanceOf(ProblemError);
    await expect(refused).rejects.toMatchObject({
      status: 400,
      type: '/problems/validation-failed',
      code: 'validation-failed',
      instance: '/v1/payments',
      errors: [{ pointer: '#/amount/value' }, { pointer: '#/amount/currency' }],
    });
  });

  it('receives a problem when a key belongs to another payment', async () => {
    const { idempotencyKey } = await client.pay(anOrder());

    await expect(client.pay(anOrder(), { idempotencyKey })).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('waits for the outcome and receives it immediately', async () => {
    const { requestId } = await client.pay(anOrder());
    const seen: Payment[] = [];
    const outcome = client.waitForOutcome(requestId, {
      onPayment: (payment) => {
        seen.push(payment);
        if (seen.length === 1) record(requestId);
      },
    });

    await expect(outcome).resolves.toMatchObject({ requestId, status: 'recorded', final: true });
    expect(seen.length).toBeGreaterThan(1);
  });

  it('stops waiting at the timeout, with the latest state of the payment', async () => {
    const { requestId } = await client.pay(anOrder());
    const waited = client.waitForOutcome(requestId, { timeoutMs: 1_500 });

    await expect(waited).rejects.toBeInstanceOf(OutcomePendingError);
    await expect(waited).rejects.toMatchObject({ payment: { requestId, final: false } });
  });

  it('returns the state of a payment, or a 404 problem', async () => {
    const { requestId } = await client.pay(anOrder());

    await expect(client.getPayment(requestId)).resolves.toMatchObject({ requestId });
    await expect(client.getPayment(randomUUID())).rejects.toMatchObject({ status: 404, code: 'payment-not-found' });
  });

  it('lists all payments of a policy over several pages, newest first', async () => {
    const { policyNumber } = anOrder();
    const ids: string[] = [];
    for (const month of [1, 2, 3, 4, 5])
      ids.unshift((await client.pay(anOrder({ policyNumber, billingPeriod: `2026-0${month}` }))).requestId);
    const listed: string[] = [];
    for await (const { requestId } of client.listPayments({ policyNumber, limit: 2 })) listed.push(requestId);

    expect(listed).toEqual(ids);
  });

  it('follows a payment to its end without an EventSource', async () => {
    const { requestId } = await client.pay(anOrder());
    const statuses: string[] = [];
    await new Promise<void>((resolve, reject) => {
      client.followPayment(requestId, {
        onPayment: ({ final, status }) => {
          statuses.push(status);
          if (final) resolve();
          else if (statuses.length === 1) record(requestId);
        },
        onProblem: reject,
      });
    });

    expect(statuses.at(-1)).toBe('recorded');
  });

  it('reports an unconfirmed payment when the service is down', async () => {
    const gone = await startApi();
    await gone.close();
    const failed = new PaymentsClient({ baseUrl: gone.url, attempts: 2, firstPauseMs: 1 }).pay(anOrder());

    await expect(failed).rejects.toBeInstanceOf(UnconfirmedPaymentError);
    await expect(failed).rejects.toThrow('cannot be reached');
  });
});
