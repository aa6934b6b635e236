import type { Payment, PaymentState, TimelineEntry } from './payment';
import { isFinal } from './payment';

/**
 * Entries that a timeline keeps. A payment that is delayed over and over must not grow without end; the newest say
 * what matters.
 */
export const MAX_TIMELINE_ENTRIES = 50;

/** A payment just accepted. */
export function acceptedPayment(
  facts: Pick<Payment, 'id' | 'clientId' | 'idempotencyKey' | 'order' | 'acceptedAt'>,
): Payment {
  return {
    ...facts,
    state: { status: 'accepted' },
    outcomeAt: undefined,
    timeline: [{ status: 'accepted', at: facts.acceptedAt }],
    version: 1,
  };
}

/** The message is on the queue. Told again, or told after an answer came, it changes nothing. */
export function markQueued(payment: Payment, at: Date): Payment {
  return payment.state.status === 'accepted' ? moved(payment, { status: 'queued' }, at) : payment;
}

/**
 * An answer of sales. Final states stay: the ledger cannot change its mind. Of the others only a newer answer counts,
 * because answers are repeated and overtake each other. An answer may come before the payment is known to be queued.
 *
 * @returns the same object when nothing changes
 */
export function applyOutcome(payment: Payment, outcome: PaymentState, at: Date): Payment {
  if (isFinal(payment)) return payment;
  const arrivedTooLate = payment.outcomeAt !== undefined && at.getTime() <= payment.outcomeAt.getTime();
  if (arrivedTooLate && !isFinal({ state: outcome })) return payment;
  return { ...moved(payment, outcome, at), outcomeAt: at };
}

function moved(payment: Payment, state: PaymentState, at: Date): Payment {
  const entry: TimelineEntry = {
    status: state.status,
    at,
    ...('reason' in state ? { reason: state.reason } : {}),
    ...(state.status === 'delayed' ? { attempt: state.attempt, nextAttemptAt: state.nextAttemptAt } : {}),
    ...(state.status === 'parked' ? { attempt: state.attempts } : {}),
  };
  const [first, ...rest] = payment.timeline;
  const kept = rest.slice(-(MAX_TIMELINE_ENTRIES - 2));
  const timeline = first === undefined ? [entry] : [first, ...kept, entry];
  return { ...payment, state, timeline, version: payment.version + 1 };
}
