import type { ManagementClient } from '../services/management-client';
import { paged } from '../services/paged';
import type { CustomerPayment, LedgerEntry } from '../services/payment-bodies';
import { type Difference, isDifference, judgePayment } from './judge-payment';
import { pairSorted } from './pair-sorted';
import { type PeriodTotal, PeriodTotals } from './period-totals';

export interface FoundDifference {
  readonly paymentId: string;
  readonly difference: Difference;
  readonly customer: CustomerPayment | undefined;
  readonly ledger: LedgerEntry | undefined;
}

export interface Comparison {
  readonly totals: readonly PeriodTotal[];
  readonly differences: readonly FoundDifference[];
}

/**
 * Compares every accepted payment with the ledger. The two sides are read one after the other while payments go on, so
 * whatever differs is asked for again on both sides: what still differs then, differs.
 */
export async function compareSides(api: ManagementClient, worker: ManagementClient): Promise<Comparison> {
  const payments = paged(
    async (query) => (await api.get<{ payments: CustomerPayment[] }>('/v1/payments', query)).payments,
    ({ requestId }) => requestId,
  );
  const entries = paged(
    async (query) => (await worker.get<{ entries: LedgerEntry[] }>('/v1/ledger-entries', query)).entries,
    ({ paymentId }) => paymentId,
  );
  const totals = new PeriodTotals();
  const differences: FoundDifference[] = [];
  for await (const { id, left, right } of pairSorted(
    payments,
    ({ requestId }) => requestId,
    entries,
    ({ paymentId }) => paymentId,
  )) {
    const [customer, ledger] = isDifference(judgePayment(left, right))
      ? await askAgain(api, worker, id)
      : [left, right];
    const verdict = judgePayment(customer, ledger);
    totals.add(customer, ledger, verdict);
    if (isDifference(verdict)) differences.push({ paymentId: id, difference: verdict, customer, ledger });
  }
  return { totals: totals.totals(), differences };
}

/** The ledger first: a decision that it tells of was accepted before, so it cannot be missing on the other side. */
async function askAgain(
  api: ManagementClient,
  worker: ManagementClient,
  id: string,
): Promise<[CustomerPayment | undefined, LedgerEntry | undefined]> {
  const ledger = await worker.find<LedgerEntry>(`/v1/ledger-entries/${id}`);
  return [await api.find<CustomerPayment>(`/v1/payments/${id}`), ledger];
}
