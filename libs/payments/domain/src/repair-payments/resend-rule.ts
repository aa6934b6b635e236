import { isFinal, type Payment } from '../payment/payment';
import type { ComparedPayment, SkipReason } from './payment-repairs.port';

/** An answer takes less than this; a second run within it would only send the same messages again. */
export const RESEND_PAUSE_MILLISECONDS = 60_000;

/** What is known of a payment while it is locked. */
export interface ResendFacts {
  readonly payment: Payment | undefined;
  /** When its message was last resent. */
  readonly lastResentAt: Date | undefined;
  /** Its message waits in the outbox. */
  readonly waiting: boolean;
}

/**
 * Why a payment is not resent; undefined when it may be. Only a final or parked one may: nothing else tells sales of those
 * again. One that changed since both sides were compared is left to the next comparison.
 */
export function whyNotResent(compared: ComparedPayment, facts: ResendFacts, now: Date): SkipReason | undefined {
  const { lastResentAt, payment, waiting } = facts;
  if (payment === undefined) return 'unknown';
  if (payment.state.status !== compared.status) return 'changed';
  if (!isFinal(payment) && payment.state.status !== 'parked') return 'not-settled';
  // In either direction: a clock that was set back must not forbid a repair for as long as it was ahead.
  const justResent =
    lastResentAt !== undefined && Math.abs(now.getTime() - lastResentAt.getTime()) < RESEND_PAUSE_MILLISECONDS;
  return waiting || justResent ? 'resent-before' : undefined;
}

/** The first mention of each payment: a request that names one twice means it once. */
export function withoutRepetitions(payments: readonly ComparedPayment[]): readonly ComparedPayment[] {
  const seen = new Set<string>();
  return payments.filter(({ id }) => !seen.has(id) && seen.add(id));
}
