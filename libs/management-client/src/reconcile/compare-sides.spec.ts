import type { LedgerEntry, RegisteredPayment } from '../documents';
import { aLedgerEntry, aRegisteredPayment } from '../testing/payments.builder';
import { compareSides } from './compare-sides';

const idOf = (number: number): string => `019400a0-5b3c-7d2e-8f10-${String(number).padStart(12, '0')}`;

const paid = (number: number, facts: Partial<RegisteredPayment> = {}): RegisteredPayment =>
  aRegisteredPayment({ requestId: idOf(number), ...facts });

const entered = (number: number, facts: Partial<LedgerEntry> = {}): LedgerEntry =>
  aLedgerEntry({ paymentId: idOf(number), ...facts });

function compare(
  payments: readonly RegisteredPayment[],
  entries: readonly LedgerEntry[],
  later: readonly LedgerEntry[] = entries,
) {
  return compareSides(
    {
      payments: async ({ after = '', limit }) => payments.filter(({ requestId }) => requestId > after).slice(0, limit),
      payment: async (id) => payments.find(({ requestId }) => requestId === id),
    },
    {
      ledgerEntries: async ({ after = '', limit }) =>
        entries.filter(({ paymentId }) => paymentId > after).slice(0, limit),
      ledgerEntry: async (id) => later.find(({ paymentId }) => paymentId === id),
    },
  );
}

describe('reconciliation', () => {
  it('agrees over more payments than a page holds', async () => {
    const numbers = Array.from({ length: 1_203 }, (_, number) => number);
    const comparison = await compare(
      numbers.map((number) => paid(number)),
      numbers.map((number) => entered(number)),
    );

    expect(comparison).toMatchObject({ compared: 1_203, differences: [] });
    expect(comparison.totals).toMatchObject([{ accepted: { payments: 1_203 }, unexplained: { payments: 0 } }]);
  });

  it('names what differs', async () => {
    const { differences, totals } = await compare(
      [
        paid(1),
        paid(2, { status: 'queued', final: false }),
        paid(3, { status: 'queued', final: false }),
        paid(4),
        paid(5, { amount: { value: '5000', currency: 'EUR' } }),
      ],
      [entered(0), entered(3), entered(4, { outcome: 'rejected' }), entered(5)],
    );

    expect(totals.map(({ waiting }) => waiting.payments)).toEqual([1]);
    expect(differences).toMatchObject([
      { paymentId: idOf(0), difference: 'not-accepted' },
      { paymentId: idOf(1), difference: 'not-in-ledger' },
      { paymentId: idOf(3), difference: 'answer-missing' },
      { paymentId: idOf(4), difference: 'outcome-differs' },
      { paymentId: idOf(5), difference: 'order-differs' },
    ]);
  });

  it('asks again about what may have changed meanwhile', async () => {
    expect((await compare([paid(1)], [], [entered(1)])).differences).toEqual([]);
  });
});
