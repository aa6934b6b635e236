import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { LabelSets } from './label-sets';
import type { MetricFacts } from './metric-facts';
import { processMetrics } from './process-metrics';

/** Buckets for response times, from one millisecond to the time after which clients give up. */
export const RESPONSE_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A counter of prom-client, bound to its labels. */
export type BoundCounter = Counter.Internal;

/** A histogram of prom-client, bound to its labels. */
export type BoundHistogram = Histogram.Internal<string>;

/** The current value of a gauge for one combination of labels. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a monitoring system reads. */
export interface MetricsSource {
  readonly contentType: string;
  /** Does not reject if what is measured fails. */
  text(): Promise<string>;
}

/** The metrics of one service. */
export class Metrics implements MetricsSource {
  private readonly registry = new Registry();

  get contentType(): string {
    return this.registry.contentType;
  }

  /** A counter without labels. */
  count(facts: MetricFacts): BoundCounter {
    return this.counts(facts).of();
  }

  /** Counters for combinations of labels; those of `known` exist from the start, with the value 0. */
  counts(facts: MetricFacts, known: readonly (readonly string[])[] = []): LabelSets<BoundCounter> {
    const counter = new Counter(this.configurationOf(facts));
    const sets = new LabelSets((values) => counter.labels(...values));
    for (const values of known) sets.of(...values).inc(0);
    return sets;
  }

  /** A histogram of seconds without labels. */
  duration(facts: MetricFacts, boundsSeconds: readonly number[]): BoundHistogram {
    return this.durations(facts, boundsSeconds).of();
  }

  /** Histograms of seconds for combinations of labels; those of `known` exist from the start, with the value 0. */
  durations(
    facts: MetricFacts,
    boundsSeconds: readonly number[],
    known: readonly (readonly string[])[] = [],
  ): LabelSets<BoundHistogram> {
    const configuration = this.configurationOf(facts);
    const histogram = new Histogram({ ...configuration, buckets: [...boundsSeconds] });
    for (const values of known) {
      histogram.zero(Object.fromEntries(configuration.labelNames.map((name, at) => [name, values[at] ?? ''])));
    }
    return new LabelSets((values) => histogram.labels(...values));
  }

  /**
   * A gauge that is read when the monitoring system asks.
   *
   * @param read must not reject, and must return within the time that a reader waits; no sample for an unknown value
   */
  gauge(facts: MetricFacts, read: () => readonly Sample[] | Promise<readonly Sample[]>): void {
    new Gauge({
      ...this.configurationOf(facts),
      async collect() {
        const samples = await read();
        this.reset();
        // After a reset, a gauge without labels is 0, which would be a false value.
        if (samples.length === 0 && facts.labelNames === undefined) this.remove();
        for (const { labels = {}, value } of samples) this.set(labels, value);
      },
    });
  }

  /** In the text format of Prometheus (0.0.4), together with the metrics of the process. */
  text(): Promise<string> {
    return Registry.merge([this.registry, processMetrics()]).metrics();
  }

  private configurationOf({ help, labelNames = [], name }: MetricFacts) {
    return { name, help, labelNames: [...labelNames], registers: [this.registry] };
  }
}
