import type { Payment } from '../payment/payment';
import { AWAITING_STATUSES } from './request-of';

/** When a payment without a final reply is published again. */
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

/** How often a payment was published again. */
export interface Reemissions {
  readonly count: number;
  readonly lastAt: Date | undefined;
}

/** Bounds the doubling; long before it the cap decides. */
export const MAX_DOUBLINGS = 20;

/**
 * Whether the payment must be republished at `now`. Never, if its status waits for no reply.
 *
 * A payment is silent from the latest of three times: when it was accepted, when it was last republished, and when a delayed
 * payment's next attempt is due. The first and the last come from the clocks of the processes that wrote them. A time that
 * lies further ahead of `now` than the rule ever waits was written by a clock that was wrong. It is ignored: republishing
 * too early is a duplicate, but waiting for a wrong clock leaves a lost payment lost.
 *
 * @param now by the clock of the store, which is the same for all processes
 */
export function isOverdue(payment: Payment, { count, lastAt }: Reemissions, rule: OverdueRule, now: Date): boolean {
  const { acceptedAt, state } = payment;
  if (!AWAITING_STATUSES.includes(state.status)) return false;
  const silentSince = Math.max(
    trusted(acceptedAt, now, rule.afterMilliseconds),
    lastAt === undefined ? -Infinity : trusted(lastAt, now, 0),
    state.status === 'delayed' ? trusted(state.nextAttemptAt, now, rule.capMilliseconds) : -Infinity,
  );
  const patience = Math.min(rule.capMilliseconds, rule.afterMilliseconds * 2 ** Math.min(count, MAX_DOUBLINGS));
  return silentSince + patience <= now.getTime();
}

function trusted(at: Date, now: Date, mostAheadMilliseconds: number): number {
  return at.getTime() <= now.getTime() + mostAheadMilliseconds ? at.getTime() : -Infinity;
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
