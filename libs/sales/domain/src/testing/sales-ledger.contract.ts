/// <reference types="jest" />
import type { OutboxStore } from '@decouple/messaging-core';
import fc from 'fast-check';
import type { LedgerChange, RecordSaleResult, RegisteredEntry, SalesLedger } from '../record-sale/sales-ledger.port';
import type { Sale } from '../sale/sale';
import type { PolicyHistory, SaleDecision } from '../sale/sale-rules';
import { aSale, toRecord } from './sale.builder';
import { expectSoundLedger } from './sound-ledger';

export interface SalesLedgerSubject {
  readonly ledger: SalesLedger;
  /** The same ledger as another process sees it. */
  readonly other: SalesLedger;
  /** Where the answers go. */
  readonly outbox: OutboxStore;
  close(): Promise<void>;
}

const RECORDED: SaleDecision = { outcome: 'recorded' };
const REJECTED: SaleDecision = {
  outcome: 'rejected',
  reason: { code: 'period-out-of-range', detail: 'Too far away – “Zoë”, 保険料.' },
};
const DECIDED_AT = new Date('2026-11-22T10:00:01.456Z');

/** What every adapter of the `SalesLedger` port promises. */
export function describeSalesLedgerContract(name: string, factory: () => Promise<SalesLedgerSubject>): void {
  describe(`${name} as a SalesLedger`, () => {
    let subject: SalesLedgerSubject;

    beforeEach(async () => {
      subject = await factory();
    });

    afterEach(() => subject.close());

    async function relayedAnswers(): Promise<string[]> {
      const relayed: string[] = [];
      await subject.outbox.relay(10_000, async (entries) => {
        relayed.push(...entries.map(({ id }) => id));
        return entries.map(() => ({ status: 'sent' }));
      });
      return relayed.sort();
    }

    const record = (sale: Sale): Promise<RecordSaleResult> => subject.ledger.record(toRecord(sale));

    /** What the ledger knows of the policy when this sale is decided. */
    async function historyFor(sale: Sale): Promise<PolicyHistory | undefined> {
      let seen: PolicyHistory | undefined;
      const decide = (history: PolicyHistory): SaleDecision => {
        seen = history;
        return REJECTED;
      };
      await subject.other.record(toRecord(sale, { decide }));
      return seen;
    }

    it('keeps a recorded sale: entry, total and answer', async () => {
      const sale = aSale();
      const entry = { paymentId: sale.paymentId, decision: RECORDED, decidedAt: DECIDED_AT };

      expect(await record(sale)).toEqual({ entry, duplicate: false });
      expect(await subject.other.find(sale.paymentId)).toEqual(entry);
      expect(await subject.other.monthlyTotals()).toEqual([
        { billingPeriod: '2026-11', currency: 'EUR', payments: 1, minorUnits: 4_999n },
      ]);
      expect(await relayedAnswers()).toEqual([`${sale.paymentId}:recorded`]);
    });

    describe('changing', () => {
      const change = (it: RegisteredEntry): LedgerChange => ({
        decision: REJECTED,
        messages: [{ ...toRecord(it.sale).answer(it), id: `${it.paymentId}:refunded` }],
      });

      it('changes the entry and the total of its month, and publishes messages, in one step', async () => {
        const [sale, other] = [aSale(), aSale()];
        for (const one of [sale, other]) await record(one);
        await relayedAnswers();
        const changed = { paymentId: sale.paymentId, decision: REJECTED, decidedAt: DECIDED_AT };

        expect(await subject.ledger.change(sale.paymentId, change)).toEqual(changed);
        expect(await subject.other.find(sale.paymentId)).toEqual(changed);
        expect(await subject.other.monthlyTotals()).toEqual([
          { billingPeriod: '2026-11', currency: 'EUR', payments: 1, minorUnits: 4_999n },
        ]);
        expect(await relayedAnswers()).toEqual([`${sale.paymentId}:refunded`]);
        expect(await historyFor({ ...aSale(), policyNumber: sale.policyNumber })).toMatchObject({ paidBy: undefined });
      });

      it('changes a total once, however often the same change comes at once', async () => {
        const sale = aSale();
        await record(sale);
        await Promise.all(
          Array.from({ length: 6 }, (_, index) =>
            (index % 2 === 0 ? subject.ledger : subject.other).change(sale.paymentId, change),
          ),
        );

        expect(await subject.other.monthlyTotals()).toEqual([
          { billingPeriod: '2026-11', currency: 'EUR', payments: 0, minorUnits: 0n },
        ]);
      });

      it('changes nothing when deciding fails, when there is no entry, or when it would record a sale', async () => {
        const [sale, rejected] = [aSale(), aSale()];
        await record(sale);
        await subject.ledger.record(toRecord(rejected, { decide: () => REJECTED }));
        await relayedAnswers();
        const failure = new Error('not refundable');
        const failing = subject.ledger.change(sale.paymentId, () => {
          throw failure;
        });

        await expect(failing).rejects.toBe(failure);
        await expect(subject.ledger.change(rejected.paymentId, () => ({ decision: RECORDED }))).rejects.toThrow(
          'a change cannot record it',
        );
        expect(await subject.ledger.change(aSale().paymentId, change)).toBeUndefined();
        expect(await subject.other.find(sale.paymentId)).toMatchObject({ decision: RECORDED });
        expect(await subject.other.find(rejected.paymentId)).toMatchObject({ decision: REJECTED });
        expect(await relayedAnswers()).toEqual([]);
      });
    });

    it('keeps a rejected sale with its reason: entry and answer, and no total', async () => {
      const sale = aSale();
      const entry = { paymentId: sale.paymentId, decision: REJECTED, decidedAt: DECIDED_AT };

      expect(await subject.ledger.record(toRecord(sale, { decide: () => REJECTED }))).toEqual({
        entry,
        duplicate: false,
      });
      expect(await subject.other.find(sale.paymentId)).toEqual(entry);
      expect(await subject.other.monthlyTotals()).toEqual([]);
      expect(await relayedAnswers()).toEqual([`${sale.paymentId}:rejected`]);
    });

    it('answers a payment that has an entry by that entry, again, and writes nothing else', async () => {
      const sale = aSale();
      const { entry } = await record(sale);
      await relayedAnswers();
      const decide = jest.fn();
      const later = toRecord(sale, { decide, decidedAt: new Date('2027-01-01T00:00:00.000Z') });

      expect(await subject.other.record(later)).toEqual({ entry, duplicate: true });
      expect(decide).not.toHaveBeenCalled();
      expect(await relayedAnswers()).toEqual([`${sale.paymentId}:recorded`]);
      await expectSoundLedger(subject.ledger, [sale]);
    });

    it('keeps a rejection, whatever the rules decide later', async () => {
      const sale = aSale();
      const { entry } = await subject.ledger.record(toRecord(sale, { decide: () => REJECTED }));

      expect(await record(sale)).toEqual({ entry, duplicate: true });
      expect(await subject.ledger.monthlyTotals()).toEqual([]);
    });

    it('knows nothing of a policy before its first payment', async () => {
      expect(await historyFor(aSale())).toEqual({ paidBy: undefined, currency: undefined });
    });

    it('tells the rules which payment paid the month, and the currency of the policy', async () => {
      const first = aSale({ amount: { minorUnits: 1n, currency: 'CHF' } });
      await record(first);
      const { policyNumber } = first;

      expect(await historyFor(aSale({ policyNumber }))).toEqual({ paidBy: first.paymentId, currency: 'CHF' });
      expect(await historyFor(aSale({ policyNumber, billingPeriod: '2026-12' }))).toEqual({
        paidBy: undefined,
        currency: 'CHF',
      });
    });

    it('does not count a rejected payment in the history of its policy', async () => {
      const rejected = aSale();
      await subject.ledger.record(toRecord(rejected, { decide: () => REJECTED }));
      const { policyNumber } = rejected;

      expect(await historyFor(aSale({ policyNumber }))).toEqual({ paidBy: undefined, currency: undefined });
    });

    it('finds nothing under an unknown id, or one that is none', async () => {
      await record(aSale());

      expect(await subject.ledger.find(aSale().paymentId)).toBeUndefined();
      expect(await subject.ledger.find('not-an-id')).toBeUndefined();
    });

    it('adds up by month and currency, in that order, beyond what a float can count', async () => {
      const large = 999_999_999_999n;
      const amounts = [
        ['2026-12', 'EUR', large],
        ['2026-11', 'USD', 5n],
        ['2026-11', 'CHF', 7n],
        ['2026-12', 'EUR', large],
      ] as const;
      for (const [billingPeriod, currency, minorUnits] of amounts) {
        await record(aSale({ billingPeriod, amount: { minorUnits, currency } }));
      }

      expect(await subject.ledger.monthlyTotals()).toEqual([
        { billingPeriod: '2026-11', currency: 'CHF', payments: 1, minorUnits: 7n },
        { billingPeriod: '2026-11', currency: 'USD', payments: 1, minorUnits: 5n },
        { billingPeriod: '2026-12', currency: 'EUR', payments: 2, minorUnits: 2n * large },
      ]);
    });

    it.each(['decide', 'answer'] as const)(
      'passes on what %s throws, writes nothing, and spares its neighbours',
      async (part) => {
        const [good, bad] = [aSale(), aSale()];
        const failure = new Error('cannot be');
        const fail = (): never => {
          throw failure;
        };
        const results = await Promise.allSettled([
          record(good),
          subject.ledger.record(toRecord(bad, { [part]: fail })),
        ]);

        expect(results).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: failure }]);
        expect(await subject.ledger.find(bad.paymentId)).toBeUndefined();
        expect(await relayedAnswers()).toEqual([`${good.paymentId}:recorded`]);
        await expectSoundLedger(subject.ledger, [good]);
      },
    );

    it('writes one entry for a payment that comes many times at once', async () => {
      const sale = aSale();
      const results = await Promise.all(
        Array.from({ length: 30 }, (_, index) => (index % 2 ? subject.ledger : subject.other).record(toRecord(sale))),
      );

      expect(results.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
      expect(new Set(results.map(({ entry }) => JSON.stringify(entry))).size).toBe(1);
      await expectSoundLedger(subject.ledger, [sale]);
    });

    it('records one of many payments for the same month that come at once', async () => {
      const { policyNumber } = aSale();
      const sales = Array.from({ length: 30 }, () => aSale({ policyNumber }));
      const results = await Promise.all(
        sales.map((sale, index) => (index % 2 ? subject.ledger : subject.other).record(toRecord(sale))),
      );

      expect(results.filter(({ entry }) => entry.decision.outcome === 'recorded')).toHaveLength(1);
      await expectSoundLedger(subject.ledger, sales);
    });

    it('stays sound whatever is recorded at once, in whatever order and however often', async () => {
      const policies = fc.constantFrom('POL-A', 'POL-B', 'POL-C');
      const facts = fc.record({
        policyNumber: policies,
        billingPeriod: fc.constantFrom('2026-10', '2026-11', '2026-12'),
        amount: fc.record({ minorUnits: fc.bigInt(1n, 999_999_999_999n), currency: fc.constantFrom('EUR', 'CHF') }),
      });
      const all: Sale[] = [];
      await fc.assert(
        fc.asyncProperty(fc.array(facts, { minLength: 1, maxLength: 12 }), fc.nat(3), async (some, repeats) => {
          const sales = some.map((one) => aSale(one));
          all.push(...sales);
          const calls = Array.from({ length: repeats + 1 }, () => sales).flat();
          await Promise.all(
            calls.map((sale, index) => (index % 3 ? subject.ledger : subject.other).record(toRecord(sale))),
          );
          await expectSoundLedger(subject.ledger, all);
        }),
        { numRuns: 20 },
      );

      const answered = new Set((await relayedAnswers()).map((id) => id.split(':')[0]));
      expect(answered).toEqual(new Set(all.map(({ paymentId }) => paymentId)));
    });
  });
}
