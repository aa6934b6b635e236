import { aCustomerPayment, aLedgerEntry } from '../testing/payments.builder';
import { isDifference, judgePayment } from './judge-payment';

describe('judgePayment', () => {
  it.each(['recorded', 'rejected'] as const)('finds both sides agreed on %s', (outcome) => {
    const verdict = judgePayment(aCustomerPayment({ status: outcome }), aLedgerEntry({ outcome }));
    expect(verdict).toBe(outcome);
    expect(isDifference(verdict)).toBe(false);
  });

  it.each(['accepted', 'queued', 'delayed', 'parked'])('waits for a decision on a payment that is %s', (status) => {
    const verdict = judgePayment(aCustomerPayment({ status, final: false }), undefined);
    expect(verdict).toBe('waiting');
    expect(isDifference(verdict)).toBe(false);
  });

  it.each([
    ['not-accepted', undefined, aLedgerEntry()],
    ['not-in-ledger', aCustomerPayment(), undefined],
    ['answer-missing', aCustomerPayment({ status: 'queued', final: false }), aLedgerEntry()],
    ['outcome-differs', aCustomerPayment({ status: 'rejected' }), aLedgerEntry({ outcome: 'recorded' })],
    ['order-differs', aCustomerPayment(), aLedgerEntry({ amount: { value: '5000', currency: 'EUR' } })],
    ['order-differs', aCustomerPayment(), aLedgerEntry({ amount: { value: '4999', currency: 'USD' } })],
    ['order-differs', aCustomerPayment(), aLedgerEntry({ billingPeriod: '2026-12' })],
    ['order-differs', aCustomerPayment(), aLedgerEntry({ policyNumber: 'POL-2' })],
  ])('finds the difference %s', (difference, payment, entry) => {
    const verdict = judgePayment(payment, entry);
    expect(verdict).toBe(difference);
    expect(isDifference(verdict)).toBe(true);
  });
});
