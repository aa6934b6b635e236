import type { QueueBroker, RuntimePorts } from '@decouple/messaging-core';
import { type DeliveryGaugesDeps, MeasuredSource, showDeliveryGauges } from '@decouple/messaging-management';
import type { Log, Metrics } from '@decouple/platform';
import type { PaymentsInFlight } from '../http/server/payments-in-flight';
import type { Store } from './store';

export interface ServiceGaugesDeps {
  readonly store: Store;
  readonly broker: QueueBroker;
  readonly runtime: DeliveryGaugesDeps['runtime'];
  readonly inFlight: PaymentsInFlight;
  readonly log: Log;
}

/** Exposes current values of messaging and payments as gauges. */
export function showGauges(
  metrics: Metrics,
  { broker, inFlight, log, runtime, store }: ServiceGaugesDeps,
  { clock, monotonic, timers }: RuntimePorts,
): void {
  const payments = new MeasuredSource(
    'payments',
    async () => ({ oldestUnanswered: await store.queries.oldestUnanswered() }),
    { monotonic, timers, log },
  );
  metrics.gauge(
    {
      name: 'decouple_payments_oldest_unanswered_age_seconds',
      help: 'Age of the oldest payment that sales has said nothing about yet; 0 when there is none.',
    },
    async () => {
      const measured = await payments.latest();
      if (measured === undefined) return [];
      const { oldestUnanswered } = measured;
      const now = clock.now().getTime();
      return [{ value: oldestUnanswered === undefined ? 0 : Math.max(0, (now - oldestUnanswered.getTime()) / 1_000) }];
    },
  );
  metrics.gauge(
    { name: 'decouple_payments_in_flight', help: 'Payments that are being accepted at this moment.' },
    () => [{ value: inFlight.current }],
  );
  metrics.gauge(
    {
      name: 'decouple_payments_in_flight_limit',
      help: 'So many may be accepted at once; beyond it the answer is 503.',
    },
    () => [{ value: inFlight.limit }],
  );
  showDeliveryGauges(metrics, { store, broker, runtime, monotonic, timers, log, sources: [payments] });
}
