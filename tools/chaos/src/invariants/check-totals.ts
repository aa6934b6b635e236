import type { Evidence, MonthlyTotal } from './evidence';
import type { Finding } from './invariant';

interface Sum {
  readonly payments: number;
  readonly minorUnits: bigint;
}

const NOTHING: Sum = { payments: 0, minorUnits: 0n };

/**
 * The totals against what the clients have paid, for each payment that the customer side calls recorded: the two ends of
 * the way, with nothing that lies between them.
 */
export function checkTotals(evidence: Evidence): Finding[] {
  const wanted = paidByClients(evidence);
  return [
    ...compare('stored', wanted, sums(evidence.totals.stored)),
    ...compare('told by sales-worker', wanted, sums(evidence.totals.told)),
  ];
}

/** Absolute differences of all months, in minor units. */
export function centsOff(evidence: Evidence): bigint {
  const wanted = paidByClients(evidence);
  const actual = sums(evidence.totals.stored);
  return keysOf(wanted, actual).reduce((sum, key) => {
    const difference = (actual.get(key) ?? NOTHING).minorUnits - (wanted.get(key) ?? NOTHING).minorUnits;
    return sum + (difference < 0n ? -difference : difference);
  }, 0n);
}

function paidByClients({ clients, payments }: Evidence): Map<string, Sum> {
  const recorded = new Set(payments.filter(({ outcome }) => outcome === 'recorded').map(({ id }) => id));
  const paid = clients.filter(({ requestIds }) => [...requestIds].some((id) => recorded.has(id)));
  return sums(paid.map(({ order }) => ({ ...order, payments: 1, amountMinor: String(order.amountMinor) })));
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
