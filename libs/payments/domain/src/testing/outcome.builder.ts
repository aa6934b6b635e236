import type { PaymentState, ReasonGiven } from '../payment/payment';

type OutcomeStatus = Exclude<PaymentState['status'], 'accepted'>;

const REASON: ReasonGiven = { code: 'period-already-paid', detail: 'The policy is already paid – “Zoë”, 保険料.' };

/** What sales may have said, with every detail that goes with it; `queued` is what a redrive says. */
export function anOutcome(status: OutcomeStatus): PaymentState {
  switch (status) {
    case 'queued':
    case 'recorded':
      return { status };
    case 'rejected':
      return { status, reason: REASON };
    case 'parked':
      return { status, attempts: 8, reason: REASON };
    case 'delayed':
      return { status, attempt: 2, nextAttemptAt: new Date('2026-11-22T10:30:00.456Z'), reason: REASON };
  }
}
