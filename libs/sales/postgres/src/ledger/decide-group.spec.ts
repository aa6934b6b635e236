import { aSale, toRecord } from '@decouple/sales-domain/testing';
import { decideGroup } from './decide-group';
import type { LedgerExtract } from './read-ledger';

const nothingKnown = (): LedgerExtract => ({ entries: new Map(), paidBy: new Map(), currencies: new Map() });

describe('decideGroup', () => {
  it('lets each sale see what the ones before it come to', () => {
    const first = aSale();
    const sameMonth = aSale({ policyNumber: first.policyNumber });
    const otherCurrency = aSale({
      policyNumber: first.policyNumber,
      billingPeriod: '2026-12',
      amount: { minorUnits: 1n, currency: 'CHF' },
    });
    const { results, newEntries, newPolicies } = decideGroup(
      [first, sameMonth, otherCurrency, first].map((sale) => toRecord(sale)),
      nothingKnown(),
    );

    expect(results).toMatchObject([
      { duplicate: false, entry: { decision: { outcome: 'recorded' } } },
      { duplicate: false, entry: { decision: { outcome: 'rejected', reason: { code: 'period-already-paid' } } } },
      { duplicate: false, entry: { decision: { outcome: 'rejected', reason: { code: 'currency-mismatch' } } } },
      { duplicate: true, entry: { decision: { outcome: 'recorded' } } },
    ]);
    expect(newEntries).toHaveLength(3);
    expect([...newPolicies]).toEqual([[first.policyNumber, 'EUR']]);
  });

  it('answers every request, duplicates too', () => {
    const sale = aSale();
    const { answers } = decideGroup([toRecord(sale), toRecord(sale)], nothingKnown());

    expect(answers.map(({ id }) => id)).toEqual([`${sale.paymentId}:recorded`, `${sale.paymentId}:recorded`]);
  });

  it('leaves what it was given unchanged, so that the group can be decided again', () => {
    const before = nothingKnown();
    decideGroup([toRecord(aSale())], before);

    expect(before).toEqual(nothingKnown());
  });

  it.each(['EUR', 'CHF'])('does not let rules record against the history (%s)', (currency) => {
    const sale = aSale({ amount: { minorUnits: 1n, currency } });
    const before = nothingKnown();
    before.currencies.set(sale.policyNumber, 'EUR');
    if (currency === 'EUR') before.paidBy.set(`${sale.policyNumber} ${sale.billingPeriod}`, aSale().paymentId);

    expect(() => decideGroup([toRecord(sale, { decide: () => ({ outcome: 'recorded' }) })], before)).toThrow(
      'against the policy',
    );
  });
});
