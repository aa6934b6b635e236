import {
  PAYMENT_DELAYED_V1,
  PAYMENT_PARKED_V1,
  PAYMENT_RECORDED_V1,
  PAYMENT_REDRIVEN_V1,
  PAYMENT_REJECTED_V1,
  type SalesOutcome,
} from '@decouple/contracts';
import { type Clock, type HandlerResult, PermanentError } from '@decouple/messaging-core';
import { CUSTOMER_SOURCE } from '../accept-payment/payment-accepted.message';
import { isFinal, type Payment, type PaymentState, type PaymentStatus } from '../payment/payment';
import { applyOutcome } from '../payment/payment-transitions';
import type { PaymentStore } from '../payment/payment-store.port';

/**
 * Moves a payment by what sales says of it. Replies to other senders are ignored. Late, repeated and reordered answers
 * change nothing they should not.
 */
export class ApplySalesOutcome {
  constructor(
    private readonly payments: PaymentStore,
    private readonly clock: Clock,
    /** Called when sales gives another final answer than the customer got: the ledger was restored from a backup. */
    private readonly onContradiction: (contradiction: Contradiction) => void = () => undefined,
  ) {}

  /** @throws PermanentError when the answer is about a payment that was never accepted here */
  async execute(outcome: SalesOutcome): Promise<HandlerResult> {
    // Another team's producer sent the payment, so the reply is for that team. Old replies name no destination.
    if ((outcome.destination ?? CUSTOMER_SOURCE) !== CUSTOMER_SOURCE) return 'ignored';
    const learnedAt = this.clock.now();
    const { at, sequence, state } = read(outcome, learnedAt);
    const result = await this.payments.change(outcome.data.paymentId, (current) => ({
      payment: applyOutcome(current, state, at, sequence, learnedAt),
    }));
    if (result === undefined) {
      throw new PermanentError(
        'payment-unknown',
        `Sales answered to payment ${outcome.data.paymentId}, which is not known here.`,
      );
    }
    const { changed, payment } = result;
    if (contradicts(state, payment)) {
      this.onContradiction({ requestId: payment.id, told: payment.state.status, answered: state.status });
    }
    return changed ? 'done' : 'duplicate';
  }
}

/** The payment keeps the status that its customer has seen. */
export interface Contradiction {
  readonly requestId: string;
  readonly told: PaymentStatus;
  readonly answered: PaymentStatus;
}

function contradicts(answered: PaymentState, payment: Payment): boolean {
  return isFinal({ state: answered }) && answered.status !== payment.state.status;
}

interface OutcomeRead {
  readonly state: PaymentState;
  readonly at: Date;
  readonly sequence?: number | undefined;
}

function read(outcome: SalesOutcome, learnedAt: Date): OutcomeRead {
  switch (outcome.type) {
    case PAYMENT_RECORDED_V1:
      return { state: { status: 'recorded' }, at: new Date(outcome.data.recordedAt) };
    case PAYMENT_REJECTED_V1: {
      const { reason, rejectedAt } = outcome.data;
      return { state: { status: 'rejected', reason: { ...reason } }, at: new Date(rejectedAt) };
    }
    case PAYMENT_DELAYED_V1: {
      const { attempt, nextAttemptAt, reason, delayedAt } = outcome.data;
      const state = {
        status: 'delayed',
        attempt,
        nextAttemptAt: byOwnClock(nextAttemptAt, delayedAt, learnedAt),
        reason: { ...reason },
      } as const;
      return { state, at: new Date(delayedAt), ...sequenceOf(outcome.data) };
    }
    case PAYMENT_PARKED_V1: {
      const { attempts, reason, parkedAt } = outcome.data;
      const state = { status: 'parked', attempts, reason: { ...reason } } as const;
      return { state, at: new Date(parkedAt), ...sequenceOf(outcome.data) };
    }
    case PAYMENT_REDRIVEN_V1:
      return { state: { status: 'queued' }, at: new Date(outcome.data.redrivenAt), ...sequenceOf(outcome.data) };
  }
}

/** From now on: the difference of two times of the other clock is right, whatever that clock says. */
function byOwnClock(nextAttemptAt: string, delayedAt: string, learnedAt: Date): Date {
  return new Date(learnedAt.getTime() + Math.max(0, Date.parse(nextAttemptAt) - Date.parse(delayedAt)));
}

/** JSON may say null where it says nothing. */
function sequenceOf({ sequence }: { readonly sequence?: number | null }): Pick<OutcomeRead, 'sequence'> {
  return { sequence: sequence ?? undefined };
}
