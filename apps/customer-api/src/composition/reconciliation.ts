import { type OutboxRelay, PeriodicTask, type RuntimePorts } from '@decouple/messaging-core';
import { DEFAULT_OVERDUE_RULE, type OverduePayments, RepublishOverduePayments } from '@decouple/payments-domain';
import { type Log, LogThrottle } from '@decouple/platform';
import type { PaymentMetrics } from '../metrics/payment-metrics';

export interface ReconciliationSettings {
  /** Time without an answer before a payment is told to sales again. */
  readonly afterSeconds: number;
  /** Time between two looks. */
  readonly intervalSeconds: number;
}

/** Looks now and then for payments without a final answer, and tells sales of them again. */
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
        // After the loss of a queue these are all payments of minutes.
        trouble.warn(why, { requestId, why }, 'the payment is overdue; sales is told again');
      }
    },
    onFailure: (error) => trouble.warn('reconciliation', { error }, 'reconciliation failed; it is repeated'),
    timers,
    randomness,
  });
}
