import { aPayment } from '../testing/payment.builder';
import { compareSides } from './compare-sides';
import type { LedgerEntry } from './operations-api';
import type { Payment } from './payments-api';

const idOf = (number: number): string => `019400a0-5b3c-7d2e-8f10-${String(number).padStart(12, '0')}`;

const paid = (number: number, facts: Partial<Payment> = {}): Payment =>
  aPayment({ requestId: idOf(number), status: 'recorded', final: true, ...facts });

const entered = (number: number, facts: Partial<LedgerEntry> = {}): LedgerEntry => ({
  paymentId: idOf(number),
  outcome: 'recorded',
  policyNumber: 'POL-100001',
  billingPeriod: '2026-11',
  amount: { value: '4999', currency: 'EUR' },
  decidedAt: '2026-11-24T08:00:01.000Z',
  ...facts,
});

function compare(
  payments: readonly Payment[],
  entries: readonly LedgerEntry[],
  later: readonly LedgerEntry[] = entries,
) {
  return compareSides({
    payments: async (after = '', limit) => payments.filter(({ requestId }) => requestId > after).slice(0, limit),
    entries: async (after = '', limit) => entries.filter(({ paymentId }) => paymentId > after).slice(0, limit),
    payment: async (id) => payments.find(({ requestId }) => requestId === id),
    entry: async (id) => later.find(({ paymentId }) => paymentId === id),
  });
}

describe('reconciliation', () => {
  it('agrees over more payments than a page holds', async () => {
    const numbers = Array.from({ length: 1_203 }, (_, number) => number);

    expect(
      await compare(
        numbers.map((number) => paid(number)),
        numbers.map((number) => entered(number)),
      ),
    ).toMatchObject({
      compared: 1_203,
      waiting: 0,
      differences: [],
    });
  });

  it('names what differs', async () => {
    const { differences, waiting } = await compare(
      [
        paid(1),
        paid(2, { status: 'queued', final: false }),
        paid(3, { status: 'queued', final: false }),
        paid(4),
        paid(5, { amount: { value: '5000', currency: 'EUR' } }),
      ],
      [entered(0), entered(3), entered(4, { outcome: 'rejected' }), entered(5)],
    );

    expect(waiting).toBe(1);
    expect(differences).toEqual([
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
