import type { CustomerApiManagement } from '../customer-api-management';
import type { LedgerEntry, RegisteredPayment } from '../documents';
import type { SalesWorkerManagement } from '../sales-worker-management';
import { type Difference, isDifference, judgePayment } from './judge-payment';
import { paged } from './paged';
import { pairSorted } from './pair-sorted';
import { type PeriodTotal, PeriodTotals } from './period-totals';

export interface FoundDifference {
  readonly paymentId: string;
  readonly difference: Difference;
  readonly customer: RegisteredPayment | undefined;
  readonly ledger: LedgerEntry | undefined;
}

export interface Comparison {
  /** Payments that one side or the other knows. */
  readonly compared: number;
  readonly totals: readonly PeriodTotal[];
  readonly differences: readonly FoundDifference[];
}

export type CustomerSide = Pick<CustomerApiManagement, 'payment' | 'payments'>;
export type LedgerSide = Pick<SalesWorkerManagement, 'ledgerEntries' | 'ledgerEntry'>;

/**
 * Compares every accepted payment with the ledger. The two sides are read one after the other while payments go on, so
 * whatever differs is asked for again on both sides: what still differs then, differs.
 */
export async function compareSides(api: CustomerSide, worker: LedgerSide): Promise<Comparison> {
  const payments = paged(
    (page) => api.payments(page),
    ({ requestId }) => requestId,
  );
  const entries = paged(
    (page) => worker.ledgerEntries(page),
    ({ paymentId }) => paymentId,
  );
  const totals = new PeriodTotals();
  const differences: FoundDifference[] = [];
  let compared = 0;
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
    compared += 1;
    if (isDifference(verdict)) differences.push({ paymentId: id, difference: verdict, customer, ledger });
  }
  return { compared, totals: totals.totals(), differences };
}

/** The ledger first: a decision that it tells of was accepted before, so it cannot be missing on the other side. */
async function askAgain(
  api: CustomerSide,
  worker: LedgerSide,
  id: string,
): Promise<[RegisteredPayment | undefined, LedgerEntry | undefined]> {
  const ledger = await worker.ledgerEntry(id);
  return [await api.payment(id), ledger];
}
