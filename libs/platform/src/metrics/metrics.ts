import { Counter, Gauge, Registry } from 'prom-client';
import { Count } from './count';
import { Durations } from './durations';
import { DurationsHistogram } from './durations-histogram';
import { LabelSets } from './label-sets';
import type { MetricFacts } from './metric-facts';
import { processMetrics } from './process-metrics';

/** The value of a gauge at this moment, for one combination of labels. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a monitoring system reads. */
export interface MetricsSource {
  readonly contentType: string;
  /** Never rejects for trouble with what is measured. */
  text(): Promise<string>;
}

/**
 * The metrics of one service. What is counted stands in plain numbers, and becomes series only when somebody reads them:
 * counting costs next to nothing, however many payments there are.
 */
export class Metrics implements MetricsSource {
  private readonly registry = new Registry();

  get contentType(): string {
    return this.registry.contentType;
  }

  /** What happened how often, in all. */
  count(facts: MetricFacts): Count {
    return this.counts(facts).of();
  }

  /** What happened how often, for each combination of labels; those of `known` are there from the start, as zeros. */
  counts(facts: MetricFacts, known: readonly (readonly string[])[] = []): LabelSets<Count> {
    const labelNames = [...(facts.labelNames ?? [])];
    const sets = new LabelSets(labelNames, () => new Count());
    for (const values of known) sets.of(...values);
    new Counter({
      ...facts,
      labelNames,
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [labels, { value }] of sets.entries()) this.inc(labels, value);
      },
    });
    return sets;
  }

  /** How long something took, in all. */
  duration(facts: MetricFacts, boundsSeconds: readonly number[]): Durations {
    return this.durations(facts, boundsSeconds).of();
  }

  /** How long something took, for each combination of labels; those of `known` are there from the start. */
  durations(
    facts: MetricFacts,
    boundsSeconds: readonly number[],
    known: readonly (readonly string[])[] = [],
  ): LabelSets<Durations> {
    const sets = new LabelSets(facts.labelNames ?? [], () => new Durations(boundsSeconds));
    for (const values of known) sets.of(...values);
    new DurationsHistogram(facts, sets, this.registry);
    return sets;
  }

  /**
   * What is so at the moment of reading.
   *
   * @param read must not reject, and answers within the time that a reader waits; no sample where nothing is known
   */
  gauge(facts: MetricFacts, read: () => readonly Sample[] | Promise<readonly Sample[]>): void {
    new Gauge({
      ...facts,
      labelNames: [...(facts.labelNames ?? [])],
      registers: [this.registry],
      async collect() {
        const samples = await read();
        this.reset();
        // A gauge without labels is 0 after that, which would be a statement.
        if (samples.length === 0 && facts.labelNames === undefined) this.remove();
        for (const { labels = {}, value } of samples) this.set(labels, value);
      },
    });
  }

  /** In the text format of Prometheus (0.0.4), together with the metrics of the process. */
  text(): Promise<string> {
    return Registry.merge([this.registry, processMetrics()]).metrics();
  }
}
