import type { BoundCounter, LabelSets, Metrics } from '@decouple/platform';

/** Metrics of the decisions. */
export interface SalesMetrics {
  readonly recorded: BoundCounter;
  /** By `reason`. */
  readonly rejected: LabelSets<BoundCounter>;
  readonly duplicates: BoundCounter;
}

export function salesMetrics(metrics: Metrics): SalesMetrics {
  return {
    recorded: metrics.count({
      name: 'decouple_sales_recorded_total',
      help: 'Payments that were recorded in the ledger.',
    }),
    rejected: metrics.counts({
      name: 'decouple_sales_rejected_total',
      help: 'Payments that the rules of sales have rejected, by the code of the reason.',
      labelNames: ['reason'],
    }),
    duplicates: metrics.count({
      name: 'decouple_sales_duplicates_total',
      help: 'Payments that came again and changed nothing: the ledger had decided on them before.',
    }),
  };
}
