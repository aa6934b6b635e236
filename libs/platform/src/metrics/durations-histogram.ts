import { Histogram, type Registry } from 'prom-client';
import type { Durations } from './durations';
import type { LabelSets } from './label-sets';
import type { MetricFacts } from './metric-facts';

/** Shows durations that were counted elsewhere as a histogram of the library. */
export class DurationsHistogram extends Histogram {
  /** What the library says of a histogram beside its values. */
  private readonly described: Histogram;

  constructor(
    private readonly facts: MetricFacts,
    private readonly sets: LabelSets<Durations>,
    registry: Registry,
  ) {
    const configuration = { ...facts, labelNames: [...(facts.labelNames ?? [])] };
    super({ ...configuration, registers: [registry] });
    this.described = new Histogram({ ...configuration, registers: [] });
  }

  override async get(): ReturnType<Histogram['get']> {
    const { name } = this.facts;
    const values = this.sets.entries().flatMap(([labels, durations]) => {
      const buckets = durations.cumulated();
      const [, count = 0] = buckets.at(-1) ?? [];
      return [
        ...buckets.map(([bound, value]) => ({
          metricName: `${name}_bucket`,
          labels: { ...labels, le: le(bound) },
          value,
        })),
        { metricName: `${name}_sum`, labels, value: durations.sumSeconds },
        { metricName: `${name}_count`, labels, value: count },
      ];
    });
    return { ...(await this.described.get()), values };
  }

  /** What a registry asks for in place of `get` when it writes text. */
  getForPromString(): ReturnType<Histogram['get']> {
    return this.get();
  }
}

function le(bound: number): string {
  return bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound);
}
