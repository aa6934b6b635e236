import { REFUSED_BY_BROKER } from '@decouple/messaging-core';
import type { Payment, PaymentState, TimelineEntry } from './payment';
import { isFinal } from './payment';

/**
 * Entries that a timeline keeps. A payment that is delayed over and over must not grow without end; the newest say
 * what matters.
 */
export const MAX_TIMELINE_ENTRIES = 50;

/** A payment just accepted. */
export function acceptedPayment(
  facts: Pick<Payment, 'id' | 'clientId' | 'idempotencyKey' | 'order' | 'acceptedAt'> &
    Partial<Pick<Payment, 'traceId'>>,
): Payment {
  return {
    id: facts.id,
    clientId: facts.clientId,
    idempotencyKey: facts.idempotencyKey,
    order: facts.order,
    state: { status: 'accepted' },
    acceptedAt: facts.acceptedAt,
    outcomeAt: undefined,
    outcomeSequence: undefined,
    timeline: [{ status: 'accepted', at: facts.acceptedAt }],
    traceId: facts.traceId,
    version: 1,
  };
}

/**
 * The message is on the queue. Repeated, or after a reply, it changes nothing; but a payment that was parked because
 * its message was refused is on its way again.
 */
export function markQueued(payment: Payment, at: Date): Payment {
  const { state } = payment;
  const waits = state.status === 'accepted' || (state.status === 'parked' && state.reason.code === REFUSED_BY_BROKER);
  return waits ? moved(payment, { status: 'queued' }, at) : payment;
}

/**
 * An answer of sales. Final states stay: the ledger cannot change its mind. Of the others only a newer answer counts,
 * because answers are repeated and overtake each other. An answer may come before the payment is known to be queued.
 *
 * @param at when it happened, by the sender's clock
 * @param sequence grows with what sales announces of the payment; undefined for what is final, and from older senders
 * @param learnedAt now, by the clock of this service: no reply is about the future
 * @returns the same object when nothing changes
 */
export function applyOutcome(
  payment: Payment,
  outcome: PaymentState,
  at: Date,
  sequence?: number,
  learnedAt = at,
): Payment {
  if (isFinal(payment)) return payment;
  if (!isNewer(payment, at, sequence) && !isFinal({ state: outcome })) return payment;
  const outcomeSequence = sequence ?? payment.outcomeSequence;
  const shownAt = at.getTime() < learnedAt.getTime() ? at : learnedAt;
  return { ...moved(payment, outcome, shownAt), outcomeAt: at, outcomeSequence };
}

/** By the sequence, which comes from one place; by the clocks of two senders only where there is none. */
function isNewer({ outcomeAt, outcomeSequence }: Payment, at: Date, sequence: number | undefined): boolean {
  if (sequence !== undefined) return outcomeSequence === undefined || sequence > outcomeSequence;
  return outcomeAt === undefined || at.getTime() > outcomeAt.getTime();
}

/**
 * The broker will never take the payment's message: it waits for a person, as a dead letter of this side. A payment that
 * is parked or final stays as it is.
 */
export function parkRefused(payment: Payment, attempts: number, at: Date): Payment {
  if (isFinal(payment) || payment.state.status === 'parked') return payment;
  const state: PaymentState = {
    status: 'parked',
    attempts,
    reason: { code: REFUSED_BY_BROKER, detail: 'The payment could not be handed over; our staff will look at it.' },
  };
  return { ...moved(payment, state, at), outcomeAt: payment.outcomeAt ?? at };
}

/**
 * The next entry of a timeline is never older than the one before it, whatever the clocks of the services say. Two clocks
 * tell the times, and what happened later stands later.
 */
function moved(payment: Payment, state: PaymentState, at: Date): Payment {
  const before = payment.timeline.at(-1)?.at ?? payment.acceptedAt;
  const entry: TimelineEntry = {
    status: state.status,
    at: at.getTime() < before.getTime() ? before : at,
    ...('reason' in state ? { reason: state.reason } : {}),
    ...(state.status === 'delayed' ? { attempt: state.attempt, nextAttemptAt: state.nextAttemptAt } : {}),
    ...(state.status === 'parked' ? { attempt: state.attempts } : {}),
  };
  const [first, ...rest] = payment.timeline;
  const kept = rest.slice(-(MAX_TIMELINE_ENTRIES - 2));
  const timeline = first === undefined ? [entry] : [first, ...kept, entry];
  return { ...payment, state, timeline, version: payment.version + 1 };
}
