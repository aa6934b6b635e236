import type { DeliveryEvent, DeliveryObserver } from '@decouple/messaging-core';
import { RESPONSE_BUCKETS_SECONDS, type Metrics } from '@decouple/platform';

/** What cannot be read has no type. */
const UNREADABLE = 'unreadable';

/** Counts what delivery tells about itself. No id, and no text of an error, ever becomes a label. */
export class CountingDeliveryObserver implements DeliveryObserver {
  private readonly series: ReturnType<typeof defineSeries>;

  constructor(metrics: Metrics) {
    this.series = defineSeries(metrics);
  }

  observe(event: DeliveryEvent): void {
    const { series } = this;
    switch (event.kind) {
      case 'message-settled':
        series.handled.of(event.queue, event.type, event.result).inc();
        return series.handling.of(event.queue).observe(event.durationMilliseconds / 1_000);
      case 'message-delayed':
        return series.retried.of(event.queue, event.type).inc();
      case 'message-dead-lettered':
        return series.deadLettered.of(event.queue, event.type ?? UNREADABLE, event.reasonCode).inc();
      case 'announcement-failed':
        // A bug, which the log reports; the message itself is counted by its result.
        return;
      case 'message-returned':
        return series.returned.of(event.queue).inc();
      case 'outbox-relayed':
        series.batches.inc();
        series.claimed.inc(event.claimed);
        return series.published.inc(event.sent);
      case 'outbox-entry-failed':
        return series.publishFailures.of(event.type).inc();
      case 'outage-began':
        return series.outages.of(event.component, event.resource).inc();
      case 'outage-ended':
        return series.outageSeconds.of(event.component, event.resource).inc(event.durationMilliseconds / 1_000);
      case 'broker-trouble':
        return series.brokerTroubles.of(event.queue, event.operation).inc();
    }
  }
}

function defineSeries(metrics: Metrics) {
  return {
    handled: metrics.counts({
      name: 'decouple_messages_handled_total',
      help: 'Messages settled by a handler; "duplicate" changed nothing, "ignored" was for another consumer.',
      labelNames: ['queue', 'type', 'result'],
    }),
    handling: metrics.durations(
      {
        name: 'decouple_message_handling_duration_seconds',
        help: 'Duration of handlers that settled their message.',
        labelNames: ['queue'],
      },
      RESPONSE_BUCKETS_SECONDS,
    ),
    retried: metrics.counts({
      name: 'decouple_messages_retried_total',
      help: 'Failed attempts after which the message is retried.',
      labelNames: ['queue', 'type'],
    }),
    deadLettered: metrics.counts({
      name: 'decouple_messages_dead_lettered_total',
      help: 'Messages stored as dead letters, by reason code.',
      labelNames: ['queue', 'type', 'reason'],
    }),
    returned: metrics.counts({
      name: 'decouple_messages_returned_total',
      help: 'Messages returned to the queue without counting an attempt, because a dependency is down.',
      labelNames: ['queue'],
    }),
    batches: metrics.count({
      name: 'decouple_outbox_batches_total',
      help: 'Batches that the outbox relay has settled.',
    }),
    claimed: metrics.count({
      name: 'decouple_outbox_claimed_total',
      help: 'Outbox entries claimed by the relay; exceeds published when the broker refused some.',
    }),
    published: metrics.count({
      name: 'decouple_messages_published_total',
      help: 'Messages that the broker has confirmed.',
    }),
    publishFailures: metrics.counts({
      name: 'decouple_publish_failures_total',
      help: 'Messages that the broker refused, temporarily or permanently, while it accepted others.',
      labelNames: ['type'],
    }),
    outages: metrics.counts({
      name: 'decouple_outages_total',
      help: 'Outages that began: the consumer or the outbox relay pauses and probes the resource until it works.',
      labelNames: ['component', 'resource'],
    }),
    outageSeconds: metrics.counts({
      name: 'decouple_outage_seconds_total',
      help: 'Duration of ended outages.',
      labelNames: ['component', 'resource'],
    }),
    brokerTroubles: metrics.counts({
      name: 'decouple_broker_troubles_total',
      help: 'Failed broker requests that lose no message, such as a poll or an acknowledgement.',
      labelNames: ['queue', 'operation'],
    }),
  };
}
