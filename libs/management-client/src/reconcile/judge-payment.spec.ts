import { aRegisteredPayment, aLedgerEntry } from '../testing/payments.builder';
import { isDifference, judgePayment } from './judge-payment';

describe('judgePayment', () => {
  it.each(['recorded', 'rejected'] as const)('finds both sides agreed on %s', (outcome) => {
    const verdict = judgePayment(aRegisteredPayment({ status: outcome }), aLedgerEntry({ outcome }));
    expect(verdict).toBe(outcome);
    expect(isDifference(verdict)).toBe(false);
  });

  it.each(['accepted', 'queued', 'delayed', 'parked'] as const)(
    'waits for a decision on a payment that is %s',
    (status) => {
      const verdict = judgePayment(aRegisteredPayment({ status, final: false }), undefined);
      expect(verdict).toBe('waiting');
      expect(isDifference(verdict)).toBe(false);
    },
  );

  it.each([
    ['not-accepted', undefined, aLedgerEntry()],
    ['not-in-ledger', aRegisteredPayment(), undefined],
    ['answer-missing', aRegisteredPayment({ status: 'queued', final: false }), aLedgerEntry()],
    ['outcome-differs', aRegisteredPayment({ status: 'rejected' }), aLedgerEntry({ outcome: 'recorded' })],
    ['order-differs', aRegisteredPayment(), aLedgerEntry({ amount: { value: '5000', currency: 'EUR' } })],
    ['order-differs', aRegisteredPayment(), aLedgerEntry({ amount: { value: '4999', currency: 'USD' } })],
    ['order-differs', aRegisteredPayment(), aLedgerEntry({ billingPeriod: '2026-12' })],
    ['order-differs', aRegisteredPayment(), aLedgerEntry({ policyNumber: 'POL-2' })],
  ])('finds the difference %s', (difference, payment, entry) => {
    const verdict = judgePayment(payment, entry);
    expect(verdict).toBe(difference);
    expect(isDifference(verdict)).toBe(true);
  });
});
