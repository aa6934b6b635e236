import { isFinal, type Payment } from '@decouple/payments-domain';

const LONGEST_SECONDS = 60;
/** A parked payment waits for manual review: minutes at best. */
const PARKED_SECONDS = 300;

/**
 * The time after which to poll again, in seconds, for a Retry-After header; undefined if the status is final.
 *
 * A delayed payment cannot change before its next attempt. For the others, the time since acceptance is the best
 * estimate of the length of the queue: polling again after 50 % of it is rare under load and frequent otherwise.
 */
export function pollAgainSeconds(payment: Payment, now: Date): number | undefined {
  if (isFinal(payment)) return undefined;
  const { state } = payment;
  if (state.status === 'parked') return PARKED_SECONDS;
  if (state.status === 'delayed') {
    // At most the announced delay, even if the clock was set back since.
    const announced = secondsBetween(payment.timeline.at(-1)?.at ?? now, state.nextAttemptAt);
    return Math.max(1, Math.min(announced, secondsBetween(now, state.nextAttemptAt)) + 1);
  }
  return Math.min(LONGEST_SECONDS, Math.max(1, Math.floor(secondsBetween(payment.acceptedAt, now) / 2)));
}

function secondsBetween(from: Date, to: Date): number {
  return Math.ceil((to.getTime() - from.getTime()) / 1_000);
}
