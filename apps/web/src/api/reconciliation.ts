import type { Comparison, Difference } from '@decouple/management-client';
import { storedValue } from '../app/stored-value';

/** Differences that are named one by one; that there are more is told by their number. */
export const NAMED_DIFFERENCES = 20;

/** What a comparison of both sides has found. */
export interface Reconciliation {
  readonly finishedAt: string;
  readonly compared: number;
  /** Payments that sales has not decided on yet. */
  readonly waiting: number;
  readonly differing: number;
  /** Payments that have waited longer than they should. */
  readonly late: number;
  /** Differences that a repair removes by resending the payment. */
  readonly repairable: number;
  readonly differences: readonly NamedDifference[];
}

export interface NamedDifference {
  readonly paymentId: string;
  readonly difference: Difference;
  /** Another payment that the ledger has recorded for the same policy and month. */
  readonly paidBy?: string | undefined;
}

export function reconciliationFrom(comparison: Comparison, finishedAt: Date): Reconciliation {
  const { compared, differences, differing, late, totals } = comparison;
  return {
    finishedAt: finishedAt.toISOString(),
    compared,
    waiting: totals.reduce((sum, { waiting }) => sum + waiting.payments, 0),
    differing,
    late,
    repairable: differences.filter(({ remedy }) => remedy === 'resend').length,
    differences: differences
      .slice(0, NAMED_DIFFERENCES)
      .map(({ difference, paidBy, paymentId }) => ({ paymentId, difference, paidBy })),
  };
}

function isReconciliation(value: unknown): value is Reconciliation {
  const { compared, differences, differing, finishedAt, late, repairable, waiting } = (value ??
    {}) as Partial<Reconciliation>;
  const counts = [compared, differing, late, repairable, waiting].every((count) => typeof count === 'number');
  return counts && typeof finishedAt === 'string' && Array.isArray(differences);
}

/** The services keep no comparisons, for it takes both of them to make one: the browser that made it remembers it. */
export const lastReconciliation = storedValue('reconciliation', isReconciliation);
