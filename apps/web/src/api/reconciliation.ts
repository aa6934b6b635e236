import type { Comparison, Difference } from '@decouple/management-client';
import { storedValue } from '../storage/stored-value';

/** Differences that are listed; the rest is counted. */
export const NAMED_DIFFERENCES = 20;

/** The result of a comparison of both services. */
export interface Reconciliation {
  readonly finishedAt: string;
  readonly compared: number;
  /** Payments without a decision of sales. */
  readonly waiting: number;
  readonly differing: number;
  /** Overdue payments. */
  readonly late: number;
  /** Differences that a repair removes by resending the payment. */
  readonly repairable: number;
  readonly differences: readonly NamedDifference[];
}

export interface NamedDifference {
  readonly paymentId: string;
  readonly difference: Difference;
  /** Another payment that is recorded for the same policy and month. */
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

/** The services do not store comparisons, because each knows one side. The browser does. */
export const lastReconciliation = storedValue('reconciliation', isReconciliation);
