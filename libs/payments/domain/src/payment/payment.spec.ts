import { isFinal, PAYMENT_STATUSES, type PaymentOrder, sameOrder } from './payment';
import { sameMoney } from './money';
import { IdempotencyKeyReusedError, PaymentNotFoundError } from './payment.errors';

const order: PaymentOrder = {
  policyNumber: 'POL-100001',
  customerId: 'CUST-1001',
  billingPeriod: '2026-11',
  amount: { minorUnits: 4999n, currency: 'EUR' },
  method: { type: 'card', token: 'tok_1' },
};

describe('sameOrder', () => {
  it('is true for an equal order in another object', () => {
    expect(sameOrder(order, structuredClone(order))).toBe(true);
  });

  it.each<[string, PaymentOrder]>([
    ['policy', { ...order, policyNumber: 'POL-100002' }],
    ['customer', { ...order, customerId: 'CUST-1002' }],
    ['month', { ...order, billingPeriod: '2026-12' }],
    ['amount', { ...order, amount: { minorUnits: 5000n, currency: 'EUR' } }],
    ['currency', { ...order, amount: { minorUnits: 4999n, currency: 'USD' } }],
    ['method', { ...order, method: { type: 'wallet', token: 'tok_1' } }],
    ['token', { ...order, method: { type: 'card', token: 'tok_2' } }],
  ])('is false for another %s', (_, other) => {
    expect(sameOrder(order, other)).toBe(false);
    expect(sameOrder(other, order)).toBe(false);
  });
});

describe('sameMoney', () => {
  it('compares amounts beyond the precision of a float', () => {
    const large = 9_007_199_254_740_993n;
    expect(sameMoney({ minorUnits: large, currency: 'EUR' }, { minorUnits: large, currency: 'EUR' })).toBe(true);
    expect(sameMoney({ minorUnits: large, currency: 'EUR' }, { minorUnits: large - 1n, currency: 'EUR' })).toBe(false);
  });
});

describe('isFinal', () => {
  it('is true for recorded and rejected payments only', () => {
    const reason = { code: 'code', detail: 'detail' };
    const states = {
      accepted: { status: 'accepted' },
      queued: { status: 'queued' },
      delayed: { status: 'delayed', attempt: 1, nextAttemptAt: new Date(0), reason },
      recorded: { status: 'recorded' },
      rejected: { status: 'rejected', reason },
      parked: { status: 'parked', attempts: 1, reason },
    } as const;
    expect(Object.keys(states)).toEqual([...PAYMENT_STATUSES]);
    const final = Object.values(states).filter((state) => isFinal({ state }));
    expect(final.map(({ status }) => status)).toEqual(['recorded', 'rejected']);
  });
});

describe('the errors of a payment', () => {
  it('have stable codes, and tell another client nothing', () => {
    const id = '019400a0-0000-7000-8000-000000000001';
    expect(new IdempotencyKeyReusedError(id)).toMatchObject({ code: 'idempotency-key-reused', requestId: id });
    expect(new PaymentNotFoundError(id)).toMatchObject({ code: 'payment-not-found', requestId: id });
    expect(new PaymentNotFoundError(id).message).not.toContain(id);
  });
});
