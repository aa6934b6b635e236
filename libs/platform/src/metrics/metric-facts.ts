export interface MetricFacts {
  /** As Prometheus wants it: what it counts, its base unit, and `_total` when it only grows. */
  readonly name: string;
  /** A sentence for whoever finds the metric. */
  readonly help: string;
  readonly labelNames?: readonly string[];
}
