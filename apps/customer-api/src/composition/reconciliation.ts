import { type OutboxRelay, PeriodicTask, type RuntimePorts } from '@decouple/messaging-core';
import { DEFAULT_OVERDUE_RULE, type OverduePayments, RepublishOverduePayments } from '@decouple/payments-domain';
import { type Log, LogThrottle } from '@decouple/platform';
import type { PaymentMetrics } from '../metrics/payment-metrics';

export interface ReconciliationSettings {
  /** Time without a reply before the message of a payment is sent again. */
  readonly afterSeconds: number;
  /** Interval between two runs. */
  readonly intervalSeconds: number;
}

/** Periodically finds payments without a final reply, and sends their messages to sales again. */
export function reconciliation(
  settings: ReconciliationSettings,
  overdue: OverduePayments,
  relay: OutboxRelay,
  { reemitted: counts }: Pick<PaymentMetrics, 'reemitted'>,
  { randomness, timers }: RuntimePorts,
  log: Log,
): PeriodicTask {
  const rule = { ...DEFAULT_OVERDUE_RULE, afterMilliseconds: settings.afterSeconds * 1_000 };
  const reemitOverduePayments = new RepublishOverduePayments(overdue, rule, () => relay.nudge());
  const intervalMilliseconds = settings.intervalSeconds * 1_000;
  const trouble = new LogThrottle(log, { repeatsEveryMilliseconds: intervalMilliseconds });
  return new PeriodicTask({
    intervalMilliseconds,
    run: async () => {
      const reemitted = await reemitOverduePayments.execute();
      for (const { requestId, why } of reemitted) {
        counts.of(why).inc();
        // After the loss of a queue these are all payments of several minutes.
        trouble.warn(why, { requestId, why }, 'the payment is overdue; its message is sent again');
      }
    },
    onFailure: (error) => trouble.warn('reconciliation', { error }, 'reconciliation failed; it is repeated'),
    timers,
    randomness,
  });
}
