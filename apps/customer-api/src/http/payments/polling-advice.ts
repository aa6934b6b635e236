import { isFinal, type Payment } from '@decouple/payments-domain';

const LONGEST_SECONDS = 60;
/** A parked payment waits for a person: minutes at best. */
const PARKED_SECONDS = 300;

/**
 * When to ask again, in whole seconds, for a Retry-After header; undefined when the answer is final.
 *
 * A delayed payment cannot change before its next attempt. The others are on their way, and how long one has been on its
 * way is the best measure of how long the queue is: asking again after half that time stays polite in a jam and quick
 * otherwise.
 */
export function pollAgainSeconds(payment: Payment, now: Date): number | undefined {
  if (isFinal(payment)) return undefined;
  const { state } = payment;
  if (state.status === 'parked') return PARKED_SECONDS;
  if (state.status === 'delayed') {
    // No longer than the delay that was announced, also when the clock was set back since.
    const announced = secondsBetween(payment.timeline.at(-1)?.at ?? now, state.nextAttemptAt);
    return Math.max(1, Math.min(announced, secondsBetween(now, state.nextAttemptAt)) + 1);
  }
  return Math.min(LONGEST_SECONDS, Math.max(1, Math.floor(secondsBetween(payment.acceptedAt, now) / 2)));
}

function secondsBetween(from: Date, to: Date): number {
  return Math.ceil((to.getTime() - from.getTime()) / 1_000);
}
