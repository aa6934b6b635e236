import type {
  Backlog,
  ConsumerHealth,
  DeliveryStore,
  OutboxRelay,
  OutboxWatch,
  QueueBroker,
  QueueDepth,
} from '@decouple/messaging-core';
import type { Metrics, Sample } from '@decouple/platform';
import { showDatabaseGauges } from './database-gauges';
import { MeasuredSource, type MeasuringPorts } from './measured-source';

export interface DeliveryGaugesDeps extends MeasuringPorts {
  readonly store: Pick<DeliveryStore, 'outbox' | 'deadLetters' | 'database'>;
  readonly broker: Pick<QueueBroker, 'gauge'>;
  readonly runtime: {
    readonly consumer: { health(): ConsumerHealth };
    readonly relay: Pick<OutboxRelay, 'outage'>;
    readonly watch: Pick<OutboxWatch, 'stuckForMilliseconds'>;
  };
  /** What else of the service has to be asked; its measures are shown by the service itself. */
  readonly sources?: readonly MeasuredSource<unknown>[];
}

/** Shows what waits, where, and since when; what cannot be asked is left out, and said to be down. */
export function showDeliveryGauges(metrics: Metrics, deps: DeliveryGaugesDeps): void {
  const { broker, log, monotonic, runtime, sources = [], store, timers } = deps;
  const ports: MeasuringPorts = { monotonic, timers, log };
  const outbox = new MeasuredSource('outbox', () => store.outbox.backlog(), ports);
  const queues = new MeasuredSource('queues', () => broker.gauge.depths(), ports);
  const deadLetters = new MeasuredSource('dead_letters', () => store.deadLetters.count(), ports);
  showOutbox(metrics, outbox);
  showQueues(metrics, queues);
  metrics.gauge({ name: 'decouple_dead_letters', help: 'Dead letters without a decision.' }, async () =>
    known(await deadLetters.latest()),
  );
  const database = showDatabaseGauges(metrics, store.database, ports);
  showConsumer(metrics, runtime);
  const asked: readonly MeasuredSource<unknown>[] = [outbox, queues, deadLetters, database, ...sources];
  metrics.gauge(
    {
      name: 'decouple_source_up',
      help: 'Whether the source of some metrics responds in time; if not, its metrics are left out.',
      labelNames: ['source'],
    },
    () =>
      Promise.all(
        asked.map(async (source) => ({
          labels: { source: source.name },
          value: (await source.latest()) === undefined ? 0 : 1,
        })),
      ),
  );
}

function showOutbox(metrics: Metrics, outbox: MeasuredSource<Backlog>): void {
  metrics.gauge(
    { name: 'decouple_outbox_backlog', help: 'Messages that are stored and not handed to the broker yet.' },
    async () => known((await outbox.latest())?.count),
  );
  metrics.gauge(
    {
      name: 'decouple_outbox_oldest_age_seconds',
      help: 'Age of the oldest message in the outbox; 0 when there is none.',
    },
    async () => known((await outbox.latest())?.oldestAgeSeconds),
  );
}

function showQueues(metrics: Metrics, queues: MeasuredSource<readonly QueueDepth[]>): void {
  const labelNames = ['queue'];
  const depths = async (valueOf: (depth: QueueDepth) => number): Promise<readonly Sample[]> =>
    ((await queues.latest()) ?? []).map((depth) => ({ labels: { queue: depth.queue }, value: valueOf(depth) }));
  metrics.gauge(
    {
      name: 'decouple_queue_waiting',
      help: 'Messages that may be received now, as the broker counts them.',
      labelNames,
    },
    () => depths(({ waiting }) => waiting),
  );
  metrics.gauge(
    {
      name: 'decouple_queue_in_flight',
      help: 'Messages in flight or delayed, as the broker counts them.',
      labelNames,
    },
    () => depths(({ inFlight }) => inFlight),
  );
}

function showConsumer(metrics: Metrics, { consumer, relay, watch }: DeliveryGaugesDeps['runtime']): void {
  metrics.gauge(
    {
      name: 'decouple_breaker_open',
      help: 'Whether the consumer or the outbox relay is paused because a dependency is down.',
      labelNames: ['component'],
    },
    () => [
      { labels: { component: 'consumer' }, value: Number(consumer.health().breakerOpen) },
      { labels: { component: 'relay' }, value: Number(relay.outage !== undefined) },
    ],
  );
  metrics.gauge(
    {
      name: 'decouple_outbox_stuck_seconds',
      help: 'How long the oldest due message has waited, once that is a minute and no outage is known; otherwise 0.',
    },
    () => [{ value: (watch.stuckForMilliseconds ?? 0) / 1_000 }],
  );
  metrics.gauge(
    { name: 'decouple_consumer_last_poll_age_seconds', help: 'Time since the last poll of the queue ended.' },
    () => {
      const { lastPollAgeMilliseconds: age } = consumer.health();
      return known(age === undefined ? undefined : age / 1_000);
    },
  );
  metrics.gauge(
    {
      name: 'decouple_consumer_oldest_batch_age_seconds',
      help: 'Age of the oldest batch in flight; 0 when there is none.',
    },
    () => {
      const { oldestBatchAgeMilliseconds = 0 } = consumer.health();
      return [{ value: oldestBatchAgeMilliseconds / 1_000 }];
    },
  );
}

function known(value: number | undefined): readonly Sample[] {
  return value === undefined ? [] : [{ value }];
}
