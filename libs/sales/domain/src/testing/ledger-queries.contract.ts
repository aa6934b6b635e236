/// <reference types="jest" />
import type { LedgerQueries } from '../ledger-queries/ledger-queries.port';
import type { SalesLedger } from '../record-sale/sales-ledger.port';
import { aSale, toRecord } from './sale.builder';

export interface LedgerQueriesSubject {
  readonly queries: LedgerQueries;
  /** The ledger that it is the queries of; it is empty. */
  readonly ledger: SalesLedger;
}

/** What every adapter of the `LedgerQueries` port promises. */
export function describeLedgerQueriesContract(name: string, factory: () => Promise<LedgerQueriesSubject>): void {
  describe(`${name} as a LedgerQueries`, () => {
    let subject: LedgerQueriesSubject;

    beforeEach(async () => {
      subject = await factory();
    });

    it.each(['2026-11', '2099-01'])(
      'finds an entry with its sale, recorded or rejected (%s)',
      async (billingPeriod) => {
        const sale = aSale({ billingPeriod, amount: { minorUnits: 999_999_999_999n, currency: 'JPY' } });
        const { entry } = await subject.ledger.record(toRecord(sale));

        expect(await subject.queries.find(sale.paymentId)).toEqual({ ...entry, sale });
      },
    );

    it('finds nothing where there is nothing', async () => {
      await subject.ledger.record(toRecord(aSale()));

      expect(await subject.queries.find(aSale().paymentId)).toBeUndefined();
      expect(await subject.queries.find('not-an-id')).toBeUndefined();
    });

    it('shows all entries in the order of the payments, page by page', async () => {
      const sales = Array.from({ length: 5 }, () => aSale());
      for (const sale of [...sales].reverse()) await subject.ledger.record(toRecord(sale));
      const pages: string[][] = [];
      for (let after: string | undefined; ;) {
        const page = await subject.queries.page({ after, limit: 2 });
        if (page.length === 0) break;
        pages.push(page.map(({ paymentId }) => paymentId));
        after = page.at(-1)?.paymentId;
      }

      const [first, second, third, fourth, fifth] = sales.map(({ paymentId }) => paymentId);
      expect(pages).toEqual([[first, second], [third, fourth], [fifth]]);
    });

    it('knows what the next sale of a policy and month would be decided by', async () => {
      const sale = aSale({ amount: { minorUnits: 1n, currency: 'CHF' } });
      const { billingPeriod, policyNumber } = sale;
      const nothing = { paidBy: undefined, currency: undefined };

      expect(await subject.queries.history(policyNumber, billingPeriod)).toEqual(nothing);
      await subject.ledger.record(toRecord(sale));
      // A rejected one pays nothing.
      await subject.ledger.record(toRecord(aSale({ policyNumber })));
      expect(await subject.queries.history(policyNumber, billingPeriod)).toEqual({
        paidBy: sale.paymentId,
        currency: 'CHF',
      });
      expect(await subject.queries.history(policyNumber, '2026-12')).toEqual({ ...nothing, currency: 'CHF' });
      expect(await subject.queries.history(aSale().policyNumber, billingPeriod)).toEqual(nothing);
    });
  });
}
