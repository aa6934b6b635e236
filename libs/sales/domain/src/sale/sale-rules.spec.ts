import { REASON_CODE_PATTERN } from '@decouple/contracts';
import * as fc from 'fast-check';
import type { Sale } from './sale';
import { decideSale, MAX_MONTHS_AWAY, type PolicyHistory, type SaleDecision } from './sale-rules';

const NOTHING: PolicyHistory = { paidBy: undefined, currency: undefined };
const RECORDED: SaleDecision = { outcome: 'recorded' };

const sale = (acceptedAt: string, billingPeriod: string, currency = 'EUR'): Sale => ({
  paymentId: '019400a0-0000-7000-8000-000000000001',
  policyNumber: 'POL-100001',
  customerId: 'CUST-1001',
  billingPeriod,
  amount: { minorUnits: 4999n, currency },
  paymentMethodType: 'card',
  acceptedAt: new Date(acceptedAt),
});
const codeOf = (decision: SaleDecision): string => (decision.outcome === 'rejected' ? decision.reason.code : 'none');

describe('decideSale', () => {
  it.each([
    ['this month', '2026-11-22T10:00:00Z', '2026-11'],
    ['24 months ahead', '2026-11-22T10:00:00Z', '2028-11'],
    ['24 months ago', '2026-11-22T10:00:00Z', '2024-11'],
    ['24 months ahead, over two borders of years', '2026-12-31T23:59:59.999Z', '2028-12'],
    ['24 months ago, over two borders of years', '2026-01-01T00:00:00.000Z', '2024-01'],
    ['January to the second next January', '2026-01-31T12:00:00Z', '2028-01'],
  ])('records a payment for %s', (_, acceptedAt, billingPeriod) => {
    expect(decideSale(sale(acceptedAt, billingPeriod), NOTHING)).toEqual(RECORDED);
  });

  it.each([
    ['25 months ahead', '2026-11-22T10:00:00Z', '2028-12'],
    ['25 months ago', '2026-11-22T10:00:00Z', '2024-10'],
    ['25 months ahead, though almost 24 by the calendar', '2026-11-30T23:59:59.999Z', '2028-12'],
    ['25 months ago, though almost 24 by the calendar', '2026-11-01T00:00:00.000Z', '2024-10'],
    ['25 months ahead, over a border of years', '2026-12-31T23:59:59.999Z', '2029-01'],
    ['25 months ago, over a border of years', '2026-01-01T00:00:00.000Z', '2023-12'],
    ['a century away', '2026-11-22T10:00:00Z', '2126-11'],
  ])('rejects a payment for %s', (_, acceptedAt, billingPeriod) => {
    expect(decideSale(sale(acceptedAt, billingPeriod), NOTHING)).toEqual({
      outcome: 'rejected',
      reason: { code: 'period-out-of-range', detail: `${billingPeriod} is more than 24 months away from the payment.` },
    });
  });

  it('counts months in UTC, wherever the machine stands', () => {
    // In Auckland it is December already, in Los Angeles still November.
    expect(decideSale(sale('2026-11-30T23:59:59Z', '2028-11'), NOTHING)).toEqual(RECORDED);
    expect(codeOf(decideSale(sale('2026-11-30T23:59:59Z', '2028-12'), NOTHING))).toBe('period-out-of-range');
    expect(decideSale(sale('2026-12-01T00:00:00Z', '2028-12'), NOTHING)).toEqual(RECORDED);
    expect(codeOf(decideSale(sale('2026-12-01T00:00:00Z', '2024-11'), NOTHING))).toBe('period-out-of-range');
  });

  it('records exactly the months within the limit', () => {
    const month = fc.integer({ min: 1900 * 12, max: 2199 * 12 + 11 });
    const text = (months: number): string => `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
    fc.assert(
      fc.property(month, fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 28 }), (accepted, away, day) => {
        fc.pre(accepted + away >= 0);
        const acceptedAt = `${text(accepted)}-${String(day).padStart(2, '0')}T12:00:00Z`;
        const decision = decideSale(sale(acceptedAt, text(accepted + away)), NOTHING);
        expect(decision.outcome).toBe(Math.abs(away) <= MAX_MONTHS_AWAY ? 'recorded' : 'rejected');
      }),
    );
  });

  it('rejects a month that is paid already', () => {
    const history = { paidBy: '019400a0-0000-7000-8000-000000000002', currency: 'EUR' };
    expect(decideSale(sale('2026-11-22T10:00:00Z', '2026-11'), history)).toEqual({
      outcome: 'rejected',
      reason: { code: 'period-already-paid', detail: 'The policy POL-100001 is already paid for 2026-11.' },
    });
  });

  it('rejects another currency than the policy is paid in, and records the same', () => {
    const history = { paidBy: undefined, currency: 'USD' };
    expect(decideSale(sale('2026-11-22T10:00:00Z', '2026-11'), history)).toEqual({
      outcome: 'rejected',
      reason: { code: 'currency-mismatch', detail: 'The policy POL-100001 is paid in USD, not in EUR.' },
    });
    expect(decideSale(sale('2026-11-22T10:00:00Z', '2026-11', 'USD'), history)).toEqual(RECORDED);
  });

  it('gives one reason when there are several: the month first, then the double payment, then the currency', () => {
    const history = { paidBy: 'other', currency: 'USD' };
    expect(codeOf(decideSale(sale('2026-11-22T10:00:00Z', '2029-11'), history))).toBe('period-out-of-range');
    expect(codeOf(decideSale(sale('2026-11-22T10:00:00Z', '2026-11'), history))).toBe('period-already-paid');
  });

  it('does not disclose the payment that paid before', () => {
    const decision = decideSale(sale('2026-11-22T10:00:00Z', '2026-11'), { paidBy: 'somebody-else', currency: 'EUR' });
    expect(JSON.stringify(decision)).not.toContain('somebody-else');
  });

  it('gives reasons that the answer to the customer side can carry', () => {
    const decisions = [
      decideSale(sale('2026-11-22T10:00:00Z', '2029-11'), NOTHING),
      decideSale(sale('2026-11-22T10:00:00Z', '2026-11'), { paidBy: 'other', currency: 'EUR' }),
      decideSale(sale('2026-11-22T10:00:00Z', '2026-11'), { paidBy: undefined, currency: 'USD' }),
    ];
    for (const decision of decisions) expect(codeOf(decision)).toMatch(REASON_CODE_PATTERN);
    expect(new Set(decisions.map(codeOf)).size).toBe(3);
  });
});
