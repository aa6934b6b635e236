import type { LedgerEntry, RegisteredPayment } from '../documents';

const ID = '019400a0-0000-7000-8000-000000000001';
const ORDER = { policyNumber: 'POL-1', billingPeriod: '2026-11', amount: { value: '4999', currency: 'EUR' } };

export function aRegisteredPayment(facts: Partial<RegisteredPayment> = {}): RegisteredPayment {
  return {
    requestId: ID,
    status: 'recorded',
    final: true,
    statusUrl: `/v1/payments/${ID}`,
    customerId: 'CUST-1001',
    paymentMethod: { type: 'card' },
    ...ORDER,
    acceptedAt: '2026-11-22T10:00:00.000Z',
    timeline: [{ status: 'accepted', at: '2026-11-22T10:00:00.000Z' }],
    ...facts,
  };
}

export function aLedgerEntry(facts: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    paymentId: ID,
    customerId: 'CUST-1001',
    ...ORDER,
    paymentMethodType: 'card',
    outcome: 'recorded',
    acceptedAt: '2026-11-22T10:00:00.000Z',
    decidedAt: '2026-11-22T10:00:01.000Z',
    ...facts,
  };
}
