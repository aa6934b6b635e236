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
  readonly differences: readonly { readonly paymentId: string; readonly difference: Difference }[];
}

export function reconciliationFrom({ compared, differences, totals }: Comparison, finishedAt: Date): Reconciliation {
  return {
    finishedAt: finishedAt.toISOString(),
    compared,
    waiting: totals.reduce((sum, { waiting }) => sum + waiting.payments, 0),
    differing: differences.length,
    differences: differences
      .slice(0, NAMED_DIFFERENCES)
      .map(({ difference, paymentId }) => ({ paymentId, difference })),
  };
}

function isReconciliation(value: unknown): value is Reconciliation {
  const { compared, differences, differing, finishedAt, waiting } = (value ?? {}) as Partial<Reconciliation>;
  const counts = [compared, differing, waiting].every((count) => typeof count === 'number');
  return counts && typeof finishedAt === 'string' && Array.isArray(differences);
}

/** The services keep no comparisons, for it takes both of them to make one: the browser that made it remembers it. */
export const lastReconciliation = storedValue('reconciliation', isReconciliation);
