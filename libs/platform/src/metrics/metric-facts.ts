export interface MetricFacts {
  /** By Prometheus' conventions: the subject, its base unit, and `_total` for a counter. */
  readonly name: string;
  /** One sentence for the reader of the metric. */
  readonly help: string;
  readonly labelNames?: readonly string[];
}
