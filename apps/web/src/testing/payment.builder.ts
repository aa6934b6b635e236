import type { Payment } from '@decouple/client';

export function aPayment(facts: Partial<Payment> = {}): Payment {
  const acceptedAt = '2026-11-24T08:00:00.000Z';
  return {
    requestId: '019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f',
    status: 'accepted',
    final: false,
    statusUrl: '/v1/payments/019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f',
    policyNumber: 'POL-100001',
    customerId: 'CUST-1001',
    billingPeriod: '2026-11',
    amount: { value: '4999', currency: 'EUR' },
    paymentMethod: { type: 'card' },
    acceptedAt,
    timeline: [{ status: 'accepted', at: acceptedAt }],
    ...facts,
  };
}
