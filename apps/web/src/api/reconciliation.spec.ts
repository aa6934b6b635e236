import type { Comparison, FoundDifference } from '@decouple/management-client';
import { lastReconciliation, NAMED_DIFFERENCES, reconciliationFrom } from './reconciliation';

const NONE = { payments: 0, minorUnits: 0n };
const FINISHED_AT = new Date('2026-11-24T08:00:00.000Z');

function comparison(differing: number): Comparison {
  const total = { currency: 'EUR', accepted: NONE, recorded: NONE, rejected: NONE, unexplained: NONE };
  const differences = Array.from({ length: differing }, (_, index): FoundDifference => ({
    paymentId: String(index),
    difference: 'not-in-ledger',
    remedy: index < 25 ? 'resend' : 'decide',
    customer: undefined,
    ledger: undefined,
  }));
  return {
    compared: 40,
    totals: ['2026-11', '2026-12'].map((billingPeriod) => ({
      ...total,
      billingPeriod,
      waiting: { payments: 2, minorUnits: 1n },
    })),
    differing,
    differences,
    late: 3,
    overdue: [],
  };
}

describe('reconciliationFrom', () => {
  it('counts all differences and names the first ones', () => {
    const result = reconciliationFrom(comparison(30), FINISHED_AT);

    expect(result).toMatchObject({ compared: 40, waiting: 4, differing: 30, finishedAt: FINISHED_AT.toISOString() });
    expect(result).toMatchObject({ late: 3, repairable: 25 });
    expect(result.differences).toHaveLength(NAMED_DIFFERENCES);
  });

  it('stores the last valid result', () => {
    const result = reconciliationFrom(comparison(1), FINISHED_AT);
    lastReconciliation.write(result);
    expect(lastReconciliation.read()).toEqual(result);

    localStorage.setItem('decouple.reconciliation', '{"compared":1}');
    expect(lastReconciliation.read()).toBeUndefined();
  });
});
