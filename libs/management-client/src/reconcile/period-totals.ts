import type { Money } from '@decouple/client';
import type { LedgerEntry, RegisteredPayment } from '../documents';
import type { Verdict } from './judge-payment';

export interface Sum {
  readonly payments: number;
  readonly minorUnits: bigint;
}

/** One month in one currency. */
export interface PeriodTotal {
  readonly billingPeriod: string;
  readonly currency: string;
  /** Everything that customer-api has accepted. */
  readonly accepted: Sum;
  /** What the ledger says of it. */
  readonly recorded: Sum;
  readonly rejected: Sum;
  /** Accepted and not decided on yet. */
  readonly waiting: Sum;
  /** Accepted, less all of the above: what is nowhere. Zero when both sides agree. */
  readonly unexplained: Sum;
}

type Column = 'accepted' | 'recorded' | 'rejected' | 'waiting';

const NONE: Sum = { payments: 0, minorUnits: 0n };

/** Adds up both sides by month and currency. */
export class PeriodTotals {
  private readonly sums = new Map<string, Record<Column, Sum>>();

  add(payment: RegisteredPayment | undefined, entry: LedgerEntry | undefined, verdict: Verdict): void {
    if (payment !== undefined) this.count(payment, 'accepted');
    if (entry !== undefined) this.count(entry, entry.outcome);
    if (payment !== undefined && verdict === 'waiting') this.count(payment, 'waiting');
  }

  totals(): readonly PeriodTotal[] {
    return [...this.sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, columns]) => {
        const [billingPeriod = '', currency = ''] = key.split(' ');
        const { accepted, recorded, rejected, waiting } = columns;
        const explained = [recorded, rejected, waiting].reduce(plus);
        const unexplained = plus(accepted, { payments: -explained.payments, minorUnits: -explained.minorUnits });
        return { billingPeriod, currency, ...columns, unexplained };
      });
  }

  private count(
    { amount, billingPeriod }: { readonly amount: Money; readonly billingPeriod: string },
    column: Column,
  ): void {
    const key = `${billingPeriod} ${amount.currency}`;
    const columns = this.sums.get(key) ?? { accepted: NONE, recorded: NONE, rejected: NONE, waiting: NONE };
    const one = { payments: 1, minorUnits: BigInt(amount.value) };
    this.sums.set(key, { ...columns, [column]: plus(columns[column], one) });
  }
}

function plus(a: Sum, b: Sum): Sum {
  return { payments: a.payments + b.payments, minorUnits: a.minorUnits + b.minorUnits };
}
