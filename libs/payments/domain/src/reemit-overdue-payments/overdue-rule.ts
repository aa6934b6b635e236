import type { Payment } from '../payment/payment';

/** When a payment without a final answer is told to sales again. */
export interface OverdueRule {
  /** Time without an answer before the first repetition. */
  readonly afterMilliseconds: number;
  /** Longest time between two repetitions: each waits twice as long as the one before, up to this. */
  readonly capMilliseconds: number;
}

/**
 * Five minutes: far longer than a payment takes, so that a busy queue is not made busier. Doubling: an outage of an hour
 * costs four repetitions of each payment that waits, not twelve.
 */
export const DEFAULT_OVERDUE_RULE: OverdueRule = { afterMilliseconds: 300_000, capMilliseconds: 6 * 3_600_000 };

/** How often a payment was told again. */
export interface Reemissions {
  readonly count: number;
  readonly lastAt: Date | undefined;
}

/** Bounds the doubling; long before it the cap decides. */
export const MAX_DOUBLINGS = 20;

/**
 * When the payment is due to be told again; undefined for one that is final, or that waits for a person.
 *
 * A delayed payment has an attempt ahead: its silence begins with that.
 */
export function overdueAt(payment: Payment, { count, lastAt }: Reemissions, rule: OverdueRule): Date | undefined {
  const { acceptedAt, state } = payment;
  if (state.status === 'recorded' || state.status === 'rejected' || state.status === 'parked') return undefined;
  const expectedAt = state.status === 'delayed' ? state.nextAttemptAt : acceptedAt;
  const silentSince = Math.max(expectedAt.getTime(), (lastAt ?? acceptedAt).getTime());
  const patience = Math.min(rule.capMilliseconds, rule.afterMilliseconds * 2 ** Math.min(count, MAX_DOUBLINGS));
  return new Date(silentSince + patience);
}

/** Why a payment has no final answer yet, as far as this side can tell. */
export type OverdueReason =
  /** Its message is still in the outbox: the broker does not take it. */
  | 'not-handed-over'
  /** It was handed to the queue, and nothing came back: lost, or sales is down or far behind. */
  | 'no-answer'
  /** Sales announced another attempt, and nothing came of it. */
  | 'attempt-missed';

export function overdueReason({ state }: Payment): OverdueReason {
  if (state.status === 'accepted') return 'not-handed-over';
  return state.status === 'delayed' ? 'attempt-missed' : 'no-answer';
}
