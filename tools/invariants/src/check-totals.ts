import { clientsByKey } from './check-promises';
import type { ClientRecord, MonthlyTotal, PaymentRow } from './evidence';
import type { Finding } from './invariant';

export interface TotalsEvidence {
  readonly clients: readonly ClientRecord[];
  readonly payments: readonly PaymentRow[];
  /** By their source, for example `stored`. */
  readonly totals: Readonly<Record<string, readonly MonthlyTotal[]>>;
}

interface Sum {
  readonly payments: number;
  readonly minorUnits: bigint;
}

const NOTHING: Sum = { payments: 0, minorUnits: 0n };

/**
 * Compares the totals of sales with what clients requested, for each payment that the customer database shows as recorded:
 * the two ends of the pipeline, without anything in between.
 */
export function checkTotals(evidence: TotalsEvidence): Finding[] {
  const wanted = paidByClients(evidence);
  return Object.entries(evidence.totals).flatMap(([source, totals]) => compare(source, wanted, sums(totals)));
}

/** Sum of the absolute differences of all months, in minor units. */
export function centsOff(evidence: Omit<TotalsEvidence, 'totals'>, totals: readonly MonthlyTotal[]): bigint {
  const wanted = paidByClients(evidence);
  const actual = sums(totals);
  return keysOf(wanted, actual).reduce((sum, key) => {
    const difference = (actual.get(key) ?? NOTHING).minorUnits - (wanted.get(key) ?? NOTHING).minorUnits;
    return sum + (difference < 0n ? -difference : difference);
  }, 0n);
}

function paidByClients({ clients, payments }: Omit<TotalsEvidence, 'totals'>): Map<string, Sum> {
  const recorded = new Set(
    payments.filter(({ outcome }) => outcome === 'recorded').map(({ idempotencyKey }) => idempotencyKey),
  );
  const orders = [...clientsByKey(clients).values()].map(({ order }) => order);
  const paid = orders.filter(({ idempotencyKey }) => recorded.has(idempotencyKey));
  return sums(paid.map((order) => ({ ...order, payments: 1 })));
}

function sums(totals: readonly MonthlyTotal[]): Map<string, Sum> {
  const result = new Map<string, Sum>();
  for (const { amountMinor, billingPeriod, currency, payments } of totals) {
    const key = `${billingPeriod} ${currency}`;
    const before = result.get(key) ?? NOTHING;
    result.set(key, {
      payments: before.payments + payments,
      minorUnits: before.minorUnits + BigInt(amountMinor),
    });
  }
  return result;
}

function compare(source: string, wanted: ReadonlyMap<string, Sum>, actual: ReadonlyMap<string, Sum>): Finding[] {
  return keysOf(wanted, actual).flatMap((key): Finding[] => {
    const expected = wanted.get(key) ?? NOTHING;
    const found = actual.get(key) ?? NOTHING;
    if (expected.payments === found.payments && expected.minorUnits === found.minorUnits) return [];
    return [{ invariant: 'cents', what: `${key}: ${described(found)} ${source}, ${described(expected)} paid` }];
  });
}

const keysOf = (...maps: ReadonlyMap<string, Sum>[]): string[] => [...new Set(maps.flatMap((map) => [...map.keys()]))];

const described = ({ minorUnits, payments }: Sum): string => `${minorUnits} minor units in ${payments} payments`;
