import type { LedgerEntry, Reconciliation } from './operations-api';
import type { Payment } from './payments-api';

const PAGE = 500;

export interface Sides {
  /** The next payments above the id, in the order of their ids. */
  payments(after: string | undefined, limit: number): Promise<readonly Payment[]>;
  entries(after: string | undefined, limit: number): Promise<readonly LedgerEntry[]>;
  payment(id: string): Promise<Payment | undefined>;
  entry(id: string): Promise<LedgerEntry | undefined>;
}

/**
 * Compares every accepted payment with the ledger, as `npm run ops -- reconcile` does. Payments go on meanwhile, so what
 * differs is asked for again on both sides: what differs then, differs.
 */
export async function compareSides(sides: Sides): Promise<Reconciliation> {
  const differences: { paymentId: string; difference: string }[] = [];
  let [compared, waiting] = [0, 0];
  const left = new Pages(sides.payments, ({ requestId }) => requestId);
  const right = new Pages(sides.entries, ({ paymentId }) => paymentId);
  for (;;) {
    const [payment, entry] = [await left.head(), await right.head()];
    const id = least(payment?.requestId, entry?.paymentId);
    if (id === undefined) break;
    const own = payment?.requestId === id ? left.take() : undefined;
    const theirs = entry?.paymentId === id ? right.take() : undefined;
    let verdict = judge(own, theirs);
    // The ledger first: a decision that it tells of was accepted before, so it cannot be missing on the other side.
    if (isDifference(verdict)) {
      const again = await sides.entry(id);
      verdict = judge(await sides.payment(id), again);
    }
    compared += 1;
    if (verdict === 'waiting') waiting += 1;
    if (isDifference(verdict)) differences.push({ paymentId: id, difference: verdict });
  }
  return { finishedAt: new Date().toISOString(), compared, waiting, differences };
}

type Verdict =
  'agreed' | 'waiting' | 'not-accepted' | 'not-in-ledger' | 'answer-missing' | 'outcome-differs' | 'order-differs';

const isDifference = (verdict: Verdict): boolean => verdict !== 'agreed' && verdict !== 'waiting';

export function judge(payment: Payment | undefined, entry: LedgerEntry | undefined): Verdict {
  if (payment === undefined) return 'not-accepted';
  if (entry === undefined) return payment.final ? 'not-in-ledger' : 'waiting';
  const sameOrder =
    payment.amount.value === entry.amount.value &&
    payment.amount.currency === entry.amount.currency &&
    payment.billingPeriod === entry.billingPeriod &&
    payment.policyNumber === entry.policyNumber;
  if (!sameOrder) return 'order-differs';
  if (!payment.final) return 'answer-missing';
  return payment.status === entry.outcome ? 'agreed' : 'outcome-differs';
}

function least(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}

/** A long list, read page by page as it is used up. */
class Pages<Item> {
  private page: readonly Item[] = [];
  private position = 0;
  private last: string | undefined;
  private exhausted = false;

  constructor(
    private readonly read: (after: string | undefined, limit: number) => Promise<readonly Item[]>,
    private readonly idOf: (item: Item) => string,
  ) {}

  async head(): Promise<Item | undefined> {
    if (this.position === this.page.length && !this.exhausted) {
      this.page = await this.read(this.last, PAGE);
      this.position = 0;
      this.exhausted = this.page.length < PAGE;
      const last = this.page.at(-1);
      if (last !== undefined) this.last = this.idOf(last);
    }
    return this.page[this.position];
  }

  take(): Item | undefined {
    this.position += 1;
    return this.page[this.position - 1];
  }
}
