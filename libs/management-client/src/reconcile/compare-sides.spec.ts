import type { DeadLetter, LedgerEntry, DeadLetterSelection, PolicyHistory, RegisteredPayment } from '../documents';
import { aLedgerEntry, aRegisteredPayment } from '../testing/payments.builder';
import { compareSides } from './compare-sides';

const idOf = (number: number): string => `019400a0-5b3c-7d2e-8f10-${String(number).padStart(12, '0')}`;

const paid = (number: number, facts: Partial<RegisteredPayment> = {}): RegisteredPayment =>
  aRegisteredPayment({ requestId: idOf(number), ...facts });

const entered = (number: number, facts: Partial<LedgerEntry> = {}): LedgerEntry =>
  aLedgerEntry({ paymentId: idOf(number), ...facts });

const NOW = new Date('2026-11-22T11:00:00.000Z');
const inTime = { acceptedAt: '2026-11-22T10:55:00.000Z', decidedAt: '2026-11-22T10:55:01.000Z' };

interface Later {
  readonly entries?: readonly LedgerEntry[];
  readonly payments?: readonly RegisteredPayment[];
  readonly deadLetters?: readonly string[];
  readonly history?: PolicyHistory;
}

function compare(payments: readonly RegisteredPayment[], entries: readonly LedgerEntry[], later: Later = {}) {
  const deadLetters = async ({ messageId = '' }: DeadLetterSelection) =>
    (later.deadLetters ?? []).includes(messageId) ? [{} as DeadLetter] : [];
  return compareSides(
    {
      payments: async ({ after = '', limit }) => payments.filter(({ requestId }) => requestId > after).slice(0, limit),
      payment: async (id) => (later.payments ?? payments).find(({ requestId }) => requestId === id),
      deadLetters: async () => [],
    },
    {
      ledgerEntries: async ({ after = '', limit }) =>
        entries.filter(({ paymentId }) => paymentId > after).slice(0, limit),
      ledgerEntry: async (id) => (later.entries ?? entries).find(({ paymentId }) => paymentId === id),
      policyHistory: async () => later.history ?? {},
      deadLetters,
    },
    { now: NOW },
  );
}

describe('reconciliation', () => {
  it('agrees over more payments than a page holds', async () => {
    const numbers = Array.from({ length: 1_203 }, (_, number) => number);
    const comparison = await compare(
      numbers.map((number) => paid(number)),
      numbers.map((number) => entered(number)),
    );

    expect(comparison).toMatchObject({ compared: 1_203, differing: 0, differences: [], late: 0, overdue: [] });
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
      { paymentId: idOf(0), difference: 'not-accepted', remedy: 'rebuild' },
      { paymentId: idOf(1), difference: 'not-in-ledger', remedy: 'resend' },
      { paymentId: idOf(3), difference: 'answer-missing', remedy: 'wait' },
      { paymentId: idOf(4), difference: 'outcome-differs', remedy: 'decide' },
      { paymentId: idOf(5), difference: 'order-differs', remedy: 'decide' },
    ]);
  });

  it('asks again about what may have changed meanwhile', async () => {
    expect((await compare([paid(1)], [], { entries: [entered(1)] })).differences).toEqual([]);
    const queued = paid(2, { status: 'queued', final: false });
    const { late } = await compare([queued], [], { payments: [paid(2)], entries: [entered(2)] });
    expect(late).toBe(0);
  });

  it('takes a decision of the last ten minutes for one whose answer is under way', async () => {
    const queued = paid(1, { status: 'queued', final: false, acceptedAt: inTime.acceptedAt });

    expect(await compare([queued], [entered(1, inTime)])).toMatchObject({ differing: 0, late: 0 });
  });

  it('names payments that are not final ten minutes after they were accepted', async () => {
    const waiting = { status: 'queued', final: false } as const;
    const { differing, late, overdue } = await compare(
      [paid(1, waiting), paid(2, { ...waiting, acceptedAt: inTime.acceptedAt })],
      [],
    );

    expect({ differing, late }).toEqual({ differing: 0, late: 1 });
    expect(overdue).toMatchObject([{ paymentId: idOf(1), waitedSeconds: 3_600, deadLetterMissing: false }]);
  });

  it('says of a parked payment whether a dead letter still holds its message', async () => {
    const parked = { status: 'parked', final: false } as const;
    const { overdue } = await compare([paid(1, parked), paid(2, parked)], [], { deadLetters: [idOf(2)] });

    expect(overdue.map(({ deadLetterMissing }) => deadLetterMissing)).toEqual([true, false]);
  });
});

describe('what removes a difference', () => {
  const alreadyPaid = { code: 'period-already-paid', detail: 'Paid.' };
  const rejected = (code: string) => ({ status: 'rejected', reason: { ...alreadyPaid, code } }) as const;

  it.each<[string, Partial<RegisteredPayment>, PolicyHistory, string, string]>([
    ['a recorded payment', {}, {}, 'not-in-ledger', 'resend'],
    ['a recorded payment of the same currency', {}, { currency: 'EUR' }, 'not-in-ledger', 'resend'],
    ['a month that was paid again since', {}, { paidBy: 'other', currency: 'EUR' }, 'conflict', 'decide'],
    ['a policy that is paid in another currency since', {}, { currency: 'USD' }, 'conflict', 'decide'],
    ['a second payment', rejected('period-already-paid'), { paidBy: 'other' }, 'not-in-ledger', 'resend'],
    ['a second payment before the first', rejected('period-already-paid'), {}, 'not-in-ledger', 'resend-later'],
    ['another currency', rejected('currency-mismatch'), { currency: 'USD' }, 'not-in-ledger', 'resend'],
    ['another currency before the first', rejected('currency-mismatch'), {}, 'not-in-ledger', 'resend-later'],
    ['a month too far away', rejected('period-out-of-range'), {}, 'not-in-ledger', 'resend'],
  ])('of %s that the ledger has lost is found by asking the ledger', async (_, facts, history, difference, remedy) => {
    const { differences } = await compare([paid(1, facts)], [], { history });

    expect(differences).toMatchObject([{ difference, remedy, paidBy: history.paidBy }]);
  });

  it('is to resend a parked payment that the ledger has decided: nothing else tells sales of it again', async () => {
    const { differences } = await compare([paid(1, { status: 'parked', final: false })], [entered(1)]);

    expect(differences).toMatchObject([{ difference: 'answer-missing', remedy: 'resend' }]);
  });

  it('asks for a decision, and names the payment that paid the month', async () => {
    const { differences } = await compare([paid(1)], [entered(1, { outcome: 'rejected', reason: alreadyPaid })], {
      history: { paidBy: 'other' },
    });

    expect(differences).toMatchObject([{ difference: 'outcome-differs', remedy: 'decide', paidBy: 'other' }]);
  });
});
