import type { CustomerApiManagement } from '../customer-api-management';
import type { LedgerEntry, RegisteredPayment } from '../documents';
import type { SalesWorkerManagement } from '../sales-worker-management';
import { explainDifference, type Explanation } from './explain-difference';
import { isDifference, judgePayment } from './judge-payment';
import {
  answerIsUnderWay,
  DEFAULT_OVERDUE_AFTER_MILLISECONDS,
  millisecondsSince,
  type OverduePayment,
  overduePayment,
} from './overdue-payment';
import { paged } from './paged';
import { pairSorted } from './pair-sorted';
import { type PeriodTotal, PeriodTotals } from './period-totals';

export interface FoundDifference extends Explanation {
  readonly paymentId: string;
  readonly customer: RegisteredPayment | undefined;
  readonly ledger: LedgerEntry | undefined;
}

/** Differences, and overdue payments, that are named one by one. A repair of more takes several runs. */
export const MAX_NAMED = 10_000;

export interface Comparison {
  /** Payments that one side or the other knows. */
  readonly compared: number;
  readonly totals: readonly PeriodTotal[];
  /** How many payments differ; the first `MAX_NAMED` of them are in `differences`. */
  readonly differing: number;
  readonly differences: readonly FoundDifference[];
  /** How many payments have waited too long; the first `MAX_NAMED` of them are in `overdue`. */
  readonly late: number;
  readonly overdue: readonly OverduePayment[];
}

export interface ComparisonOptions {
  readonly now: Date;
  /** A payment is overdue when it was accepted longer ago and is not final; default ten minutes. */
  readonly overdueAfterMilliseconds?: number | undefined;
}

export type CustomerSide = Pick<CustomerApiManagement, 'payment' | 'payments' | 'deadLetters'>;
export type LedgerSide = Pick<SalesWorkerManagement, 'ledgerEntries' | 'ledgerEntry' | 'policyHistory' | 'deadLetters'>;

/**
 * Compares every accepted payment with the ledger. The two sides are read one after the other while payments go on, so
 * whatever differs is asked for again on both sides: what still differs then, differs. A decision that is younger than
 * the overdue limit is no difference: its answer is under way.
 */
export async function compareSides(
  api: CustomerSide,
  worker: LedgerSide,
  { now, overdueAfterMilliseconds = DEFAULT_OVERDUE_AFTER_MILLISECONDS }: ComparisonOptions,
): Promise<Comparison> {
  const payments = paged(
    (page) => api.payments(page),
    ({ requestId }) => requestId,
  );
  const entries = paged(
    (page) => worker.ledgerEntries(page),
    ({ paymentId }) => paymentId,
  );
  const isLate = (payment: RegisteredPayment | undefined): payment is RegisteredPayment =>
    payment !== undefined && !payment.final && millisecondsSince(payment.acceptedAt, now) > overdueAfterMilliseconds;
  const totals = new PeriodTotals();
  const differences: FoundDifference[] = [];
  const overdue: OverduePayment[] = [];
  let [compared, differing, late] = [0, 0, 0];
  for await (const { id, left, right } of pairSorted(
    payments,
    ({ requestId }) => requestId,
    entries,
    ({ paymentId }) => paymentId,
  )) {
    const isSuspect = isDifference(judgePayment(left, right)) || isLate(left);
    const [customer, ledger] = isSuspect ? await askAgain(api, worker, id) : [left, right];
    const verdict = judgePayment(customer, ledger);
    totals.add(customer, ledger, verdict);
    compared += 1;
    if (verdict === 'waiting' && isLate(customer)) {
      late += 1;
      if (overdue.length < MAX_NAMED) overdue.push(await overduePayment({ api, worker }, customer, now));
    }
    if (!isDifference(verdict)) continue;
    if (verdict === 'answer-missing' && answerIsUnderWay(ledger, now, overdueAfterMilliseconds)) continue;
    differing += 1;
    if (differences.length >= MAX_NAMED) continue;
    const explanation = await explainDifference(worker, verdict, customer, ledger);
    differences.push({ paymentId: id, ...explanation, customer, ledger });
  }
  return { compared, totals: totals.totals(), differing, differences, late, overdue };
}

/** The ledger first: a decision in it was accepted before, so it cannot be missing on the other side. */
async function askAgain(
  api: CustomerSide,
  worker: LedgerSide,
  id: string,
): Promise<[RegisteredPayment | undefined, LedgerEntry | undefined]> {
  const ledger = await worker.ledgerEntry(id);
  return [await api.payment(id), ledger];
}
