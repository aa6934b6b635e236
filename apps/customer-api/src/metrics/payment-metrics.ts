import {
  type BoundCounter,
  type BoundHistogram,
  type LabelSets,
  type Metrics,
  RESPONSE_BUCKETS_SECONDS,
} from '@decouple/platform';

/** From the usual duration of a payment to one that reconciliation completes a day later. */
const CRITICAL_TIME_BUCKETS_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400];

/** Metrics of the payments. */
export interface PaymentMetrics {
  readonly accepted: BoundCounter;
  readonly replayed: BoundCounter;
  readonly keysReused: BoundCounter;
  readonly storeFailures: BoundCounter;
  /** By `status`. */
  readonly answersApplied: LabelSets<BoundCounter>;
  /** By `status`. */
  readonly criticalTime: LabelSets<BoundHistogram>;
  /** By `why`. */
  readonly reemitted: LabelSets<BoundCounter>;
  /** By `method`, `route` and `status`. */
  readonly responses: LabelSets<BoundCounter>;
  readonly connectionsRefused: BoundCounter;
  readonly acceptDuration: BoundHistogram;
}

export function paymentMetrics(metrics: Metrics): PaymentMetrics {
  return {
    accepted: metrics.count({
      name: 'decouple_payments_accepted_total',
      help: 'Payments that were stored, together with their message to sales.',
    }),
    replayed: metrics.count({
      name: 'decouple_payments_replayed_total',
      help: 'Requests that came again with the same idempotency key, and found the payment of the first.',
    }),
    keysReused: metrics.count({
      name: 'decouple_idempotency_keys_reused_total',
      help: 'Requests that were refused because their idempotency key stands for another payment.',
    }),
    storeFailures: metrics.count({
      name: 'decouple_payment_store_failures_total',
      help: 'Payments of which it is not known whether they were stored: the store could not be reached.',
    }),
    answersApplied: metrics.counts(
      {
        name: 'decouple_payment_answers_applied_total',
        help: 'Answers of sales that moved a payment, by the status that it has now.',
        labelNames: ['status'],
      },
      [['recorded'], ['rejected'], ['delayed'], ['parked'], ['queued']],
    ),
    criticalTime: metrics.durations(
      {
        name: 'decouple_payment_critical_time_seconds',
        help: 'From the acceptance of a payment to its final status, as its customer can see it.',
        labelNames: ['status'],
      },
      CRITICAL_TIME_BUCKETS_SECONDS,
      [['recorded'], ['rejected']],
    ),
    reemitted: metrics.counts({
      name: 'decouple_payments_reemitted_total',
      help: 'Payments that sales was told of again, because there was no final answer in time.',
      labelNames: ['why'],
    }),
    responses: metrics.counts({
      name: 'decouple_http_responses_total',
      help: 'Requests to the front door, by the pattern of their route ("none": no route) and the status of the answer (499: the connection closed before it was complete).',
      labelNames: ['method', 'route', 'status'],
    }),
    connectionsRefused: metrics.count({
      name: 'decouple_http_connections_refused_total',
      help: 'Connections that the front door closed at once, because it had as many as it may have.',
    }),
    acceptDuration: metrics.duration(
      {
        name: 'decouple_payment_accept_duration_seconds',
        help: 'From the arrival of a payment to its answer 202, with everything in between.',
      },
      RESPONSE_BUCKETS_SECONDS,
    ),
  };
}
